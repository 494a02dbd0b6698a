"use client";

import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import popoverClasses from "@/components/ui/popover.module.css";
import { recordOf } from "@/lib/domain/record-of";
import { isLabel, type ReportDimension } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { describeReport } from "./describe-report";
import { FilterMenu, FilterOptions } from "./filter-menu";
import { LabelFilters } from "./label-filters";
import { LiveToggle } from "./live-toggle";
import { RangePicker } from "./range-picker";
import { FILTER_LABELS, FILTER_NAMES } from "./report-params";
import classes from "./shell.module.css";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";
import { useZoneInAddress } from "./use-zone-in-address";
import { ZonePicker } from "./zone-picker";

type ReportBarProps = {
  filters?: readonly ReportDimension[];
  /** Whether calendar months are among the ranges. */
  months?: boolean;
};

/** The range, filters, zone and refresh of a report; all of it is in the URL. */
export function ReportBar({ filters: offered = FILTER_NAMES, months = false }: ReportBarProps) {
  const { query, tz, calendar, day, change } = useReport();
  useZoneInAddress();
  const { dimensions } = useShell();
  // A label that nobody sends is no filter to offer.
  const filters = offered.filter((name) => !isLabel(name) || dimensions[name].length > 0 || query[name].length > 0);
  const ofPlace = filters.filter((name) => !isLabel(name));
  const labels = filters.filter(isLabel);
  // The type of styles knows no custom properties.
  const filterCount = { "--filters": ofPlace.length + Number(labels.length > 0) } as CSSProperties;
  const active = filters.filter((name) => query[name].length > 0).length;
  const clear = () => change(recordOf(FILTER_NAMES, () => null));
  return (
    <search className={classes.bar} aria-label={t("Report range and filters")}>
      <p className={classes.printed}>{describeReport({ query, tz, calendar, day }, filters)}</p>
      <RangePicker months={months} />
      <div className={classes.phoneOnly}>
        <PhoneFilters filters={filters} active={active} clear={clear} />
      </div>
      <div className={`${classes.wideOnly} ${classes.filters}`} style={filterCount}>
        {ofPlace.map((name) => (
          <FilterMenu key={name} name={name} />
        ))}
        <LabelFilters names={labels} />
        {active > 0 && (
          <IconButton title={t("Clear filters")} label={t("Clear filters")} onClick={clear}>
            <IconFilterOff size={15} stroke={1.7} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className={`${classes.wideOnly} ${classes.zone}`}>
        <ZonePicker />
      </div>
      <div className={classes.liveToggle}>
        <LiveToggle />
      </div>
    </search>
  );
}

type PhoneFiltersProps = { filters: readonly ReportDimension[]; active: number; clear: () => void };

function PhoneFilters({ filters, active, clear }: PhoneFiltersProps) {
  return (
    <Popover
      label={t("Filters and zone")}
      sheet
      trigger={(tie) => (
        <Button variant={active > 0 ? "light" : "default"} leftSection={<IconFilter size={14} aria-hidden />} {...tie}>
          {active > 0 ? t("Filters ({active})", { active }) : t("Filters")}
        </Button>
      )}
    >
      {(close) => (
        <>
          {filters.map((name) => (
            <fieldset key={name} className={popoverClasses.section}>
              <legend>{t(FILTER_LABELS[name].one)}</legend>
              <FilterOptions name={name} />
            </fieldset>
          ))}
          <fieldset className={popoverClasses.section}>
            <legend>{t("Time zone")}</legend>
            <ZonePicker />
          </fieldset>
          <Button onClick={close}>{t("Show the report")}</Button>{" "}
          <Button variant="default" onClick={clear} disabled={active === 0}>
            {t("Clear filters")}
          </Button>
        </>
      )}
    </Popover>
  );
}
