import type { ChartTable } from "@/components/ui/csv";
import type { SlaRow } from "@/lib/contract/sla";
import { formatPercent, formatUptime, formatWhole } from "@/lib/domain/format";
import { okShare } from "@/lib/domain/uptime/uptime";

/** The counts of every model, region and day with traffic: the evidence of a report. */
export function reportDays(rows: readonly SlaRow[]): ChartTable {
  return {
    columns: [
      { label: "Day" },
      ...["Model", "Provider", "Region"].map((label) => ({ label })),
      ...["Ok", "Failed", "Uptime", "Measured min", "Down min", "Coverage", "Excluded"].map((label) => ({
        ...{ label, numeric: true },
      })),
    ],
    rows: rows.flatMap(({ model, provider, region, days }) =>
      days
        .filter(({ ok, failed, excluded }) => ok + failed + excluded > 0)
        .map((day) => [
          ...[day.day, model, provider, region, formatWhole(day.ok), formatWhole(day.failed)],
          ...[formatUptime(okShare(day), 3), formatWhole(day.minutes_measured), formatWhole(day.minutes_down)],
          ...[formatPercent(day.coverage, 1), formatWhole(day.excluded)],
        ]),
    ),
  };
}
