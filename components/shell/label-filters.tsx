"use client";

import { IconChevronDown } from "@tabler/icons-react";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import popoverClasses from "@/components/ui/popover.module.css";
import type { Label } from "@/lib/domain/labels";
import { t } from "@/lib/messages/translate";
import { FilterOptions } from "./filter-menu";
import { FILTER_LABELS } from "./report-params";
import { useReport } from "./use-report";

/** The filters by label behind one button, since most teams use few of them. */
export function LabelFilters({ names }: { names: readonly Label[] }) {
  const { query } = useReport();
  const active = names.filter((name) => query[name].length > 0);
  if (names.length === 0) return null;
  return (
    <Popover
      label={t("Filter by label")}
      trigger={(tie) => (
        <Button
          variant={active.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          data-chosen={active.length > 0 || undefined}
          title={
            active
              .map((name) =>
                t("{name}: {values}", { name: t(FILTER_LABELS[name].one), values: query[name].join(", ") }),
              )
              .join("; ") || undefined
          }
          {...tie}
        >
          {active.length === 0 ? t("Labels") : active.map((name) => t(FILTER_LABELS[name].one)).join(", ")}
        </Button>
      )}
    >
      {() =>
        names.map((name) => (
          <fieldset key={name} className={popoverClasses.section}>
            <legend>{t(FILTER_LABELS[name].one)}</legend>
            <FilterOptions name={name} />
          </fieldset>
        ))
      }
    </Popover>
  );
}
