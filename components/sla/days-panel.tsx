"use client";

import { type ReactNode, useMemo, useState } from "react";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import type { SlaReport } from "@/lib/contract/sla";
import { formatCount, formatPercent, formatUptime, formatWhole } from "@/lib/domain/format";
import { okShare } from "@/lib/domain/uptime/uptime";
import { message, t } from "@/lib/messages/translate";
import { type ReportDay, type RowDays, reportDays } from "./report-days";
import classes from "./sla.module.css";

/** The evidence of a report: the days of each row, of which those with incidents are open. */
export function DaysPanel({ report: { rows, tz } }: { report: Pick<SlaReport, "rows" | "tz"> }) {
  const groups = useMemo(() => reportDays(rows, tz), [rows, tz]);
  const folded = groups.reduce((sum, { others }) => sum + others.length, 0);
  return (
    <Panel
      title={t("Days")}
      subtitle={t(
        "Days in {tz}, without what is excluded; those with incidents are open, and days without traffic are left out here",
        { tz },
      )}
    >
      {folded > 0 && (
        <p className={classes.onPaper}>
          {t(
            "{count} days without an incident are left out on paper, and are in the sums of their rows. The CSV of this report has every day.",
            { count: formatCount(folded) },
          )}
        </p>
      )}
      {groups.map((group) => (
        <Folded
          key={group.key}
          isOpen={group.withIncident.length > 0}
          summary={
            <>
              <ModelName model={group.model} provider={group.provider} /> {group.region}: {group.text}
            </>
          }
        >
          <RowDayTables group={group} />
        </Folded>
      ))}
    </Panel>
  );
}

function RowDayTables({ group: { key, withIncident, others } }: { group: RowDays }) {
  if (withIncident.length === 0) return <DayTable caption={t("Days of {row}", { row: key })} days={others} />;
  return (
    <>
      <DayTable caption={t("Days with incidents of {row}", { row: key })} days={withIncident} />
      {others.length > 0 && (
        <Folded isOpen={false} summary={t("{count} more, without an incident", { count: formatCount(others.length) })}>
          <DayTable caption={t("Days without an incident of {row}", { row: key })} days={others} />
        </Folded>
      )}
    </>
  );
}

type FoldedProps = { isOpen: boolean; summary: ReactNode; children: ReactNode };

/** What is drawn only once it is open: a report has thousands of days. */
function Folded({ isOpen, summary, children }: FoldedProps) {
  const [isShown, setShown] = useState(isOpen);
  return (
    <details
      className={classes.fold}
      open={isShown}
      onToggle={(event) => event.target === event.currentTarget && setShown(event.currentTarget.open)}
    >
      <summary>{summary}</summary>
      {isShown && children}
    </details>
  );
}

function DayTable({ caption, days }: { caption: string; days: ReportDay[] }) {
  return <DataTable caption={caption} columns={COLUMNS} rows={days} rowKey={({ day }) => day} />;
}

const COLUMNS: DataColumn<ReportDay>[] = [
  { id: "day", header: message("Day"), value: ({ day }) => day },
  { id: "ok", header: message("Ok"), numeric: true, value: ({ ok }) => ok, cell: ({ ok }) => formatWhole(ok) },
  {
    id: "failed",
    header: message("Failed"),
    numeric: true,
    value: ({ failed }) => failed,
    cell: (day) => formatWhole(day.failed),
  },
  {
    id: "uptime",
    header: message("Uptime"),
    numeric: true,
    value: okShare,
    cell: (day) => formatUptime(okShare(day), 3),
  },
  {
    id: "measured",
    header: message("Measured min"),
    numeric: true,
    value: (day) => day.minutes_measured,
    cell: (day) => formatWhole(day.minutes_measured),
  },
  {
    id: "down",
    header: message("Down min"),
    numeric: true,
    value: (day) => day.minutes_down,
    cell: (day) => formatWhole(day.minutes_down),
  },
  {
    id: "coverage",
    header: message("Coverage"),
    numeric: true,
    value: ({ coverage }) => coverage,
    cell: ({ coverage }) => formatPercent(coverage, 1),
  },
  {
    id: "excluded",
    header: message("Excluded"),
    numeric: true,
    value: ({ excluded }) => excluded,
    cell: ({ excluded }) => formatWhole(excluded),
  },
];
