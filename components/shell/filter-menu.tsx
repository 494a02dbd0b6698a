"use client";

import { IconChevronDown } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { ModelName } from "@/components/ui/model-name";
import { Popover } from "@/components/ui/popover";
import { ValueList } from "@/components/ui/value-list";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { FILTER_LABELS } from "./report-params";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";

/** One filter as a button that says what it lets through. */
export function FilterMenu({ name }: { name: ReportDimension }) {
  const { query, change } = useReport();
  const chosen = query[name];
  const [one, many] = [t(FILTER_LABELS[name].one), t(FILTER_LABELS[name].many)];
  const label = labelOf(chosen, many);
  return (
    <Popover
      label={t("Filter by {one}", { one: one.toLowerCase() })}
      trigger={(tie) => (
        <Button
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          data-chosen={chosen.length > 0 || undefined}
          // Parts that a narrow bar hides would be read as words apart.
          aria-label={t("{name}: {values}", { name: one, values: label ?? "" })}
          title={chosen.length > 0 ? t("{name}: {values}", { name: one, values: chosen.join(", ") }) : undefined}
          {...tie}
        >
          <span className={classes.filterLabel}>
            {chosen.length === 0 ? (
              <>
                {one}
                <span className={classes.filterMore}>: {label}</span>
              </>
            ) : (
              <>
                <span className={classes.filterMore}>{one}: </span>
                {label}
              </>
            )}
          </span>
        </Button>
      )}
    >
      {() => (
        <>
          <FilterOptions name={name} />
          <Button variant="subtle" disabled={chosen.length === 0} onClick={() => change({ [name]: [] })}>
            {t("Show all {many}", { many })}
          </Button>
        </>
      )}
    </Popover>
  );
}

function labelOf(chosen: readonly string[], many: string): string | undefined {
  if (chosen.length === 0) return t("all");
  return chosen.length === 1 ? chosen[0] : t("{count} {many}", { count: chosen.length, many });
}

/** The values of one filter, to tick. */
export function FilterOptions({ name }: { name: ReportDimension }) {
  const { dimensions } = useShell();
  const { query, change } = useReport();
  return (
    <ValueList
      label={t(FILTER_LABELS[name].many)}
      values={dimensions[name]}
      chosen={query[name]}
      render={name === "model" ? (model) => <ModelName model={model} /> : undefined}
      onChange={(values) => change({ [name]: values })}
    />
  );
}
