import type { SlaReport, SlaRow } from "@/lib/contract/sla";
import type { CsvValue } from "@/lib/domain/csv-line";
import { okShare } from "@/lib/domain/uptime/uptime";

type Line = { report: SlaReport; row: SlaRow; day: SlaRow["days"][number] };

const COLUMNS: readonly [string, (line: Line) => CsvValue][] = [
  ["month", ({ report }) => report.month],
  ["tz", ({ report }) => report.tz],
  ["month_is_over", ({ report }) => String(report.is_over)],
  ["provider", ({ row }) => row.provider],
  ["model", ({ row }) => row.model],
  ["region", ({ row }) => row.region],
  ["day", ({ day }) => day.day],
  ["target_percent", ({ row }) => row.target.availability_percent],
  ["target_id", ({ row }) => row.target.id],
  ["ok", ({ day }) => day.ok],
  ["failed", ({ day }) => day.failed],
  ["uptime_requests", ({ day }) => okShare(day)],
  ["minutes_measured", ({ day }) => day.minutes_measured],
  ["minutes_down", ({ day }) => day.minutes_down],
  ["coverage", ({ day }) => day.coverage],
  ["excluded_attempts", ({ day }) => day.excluded],
];

/** A line per model, region and day: the sums from which every other number of the report can be computed again. */
export function slaReportTable(report: SlaReport): { header: string[]; rows: CsvValue[][] } {
  return {
    header: COLUMNS.map(([name]) => name),
    rows: report.rows.flatMap((row) => row.days.map((day) => COLUMNS.map(([, of]) => of({ report, row, day })))),
  };
}
