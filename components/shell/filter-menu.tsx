"use client";

import { IconChevronDown } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { ModelName } from "@/components/ui/model-name";
import { Pop } from "@/components/ui/pop";
import { ValueList } from "@/components/ui/value-list";
import type { FilterName } from "./report-params";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";

export const FILTER_LABELS: Record<FilterName, { one: string; many: string }> = {
  model: { one: "Model", many: "models" },
  region: { one: "Region", many: "regions" },
  tier: { one: "Tier", many: "tiers" },
  app: { one: "App", many: "apps" },
  provider: { one: "Provider", many: "providers" },
};

/** One filter as a button that says what it lets through. */
export function FilterMenu({ name }: { name: FilterName }) {
  const { query, change } = useReport();
  const chosen = query[name];
  const { one, many } = FILTER_LABELS[name];
  const says = chosen.length === 0 ? "all" : chosen.length === 1 ? chosen[0] : `${chosen.length} ${many}`;
  return (
    <Pop
      label={`Filter by ${one.toLowerCase()}`}
      trigger={(tie) => (
        <Button
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          data-chosen={chosen.length > 0 || undefined}
          title={chosen.length > 0 ? `${one}: ${chosen.join(", ")}` : undefined}
          {...tie}
        >
          <span className={classes.filterSays}>
            {chosen.length === 0 ? (
              <>
                {one}
                <span className={classes.filterMore}>: {says}</span>
              </>
            ) : (
              <>
                <span className={classes.filterMore}>{one}: </span>
                {says}
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
            Show all {many}
          </Button>
        </>
      )}
    </Pop>
  );
}

/** The values of one filter, to tick. */
export function FilterOptions({ name }: { name: FilterName }) {
  const { dimensions } = useShell();
  const { query, change } = useReport();
  return (
    <ValueList
      label={FILTER_LABELS[name].many}
      values={dimensions[name]}
      chosen={query[name]}
      render={name === "model" ? (model) => <ModelName model={model} /> : undefined}
      onChange={(values) => change({ [name]: values })}
    />
  );
}
