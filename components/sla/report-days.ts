import type { SlaRow } from "@/lib/contract/sla";
import { formatCount, formatUptime } from "@/lib/domain/format";
import { dateText } from "@/lib/domain/time/calendar-dates";
import { localDate } from "@/lib/domain/time/time-zone";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { slaKey } from "./prepare-sla";

export type ReportDay = SlaRow["days"][number];

type Reported = Pick<SlaRow, "model" | "provider" | "region" | "counted" | "days" | "incidents">;

export type RowDays = Pick<SlaRow, "model" | "provider" | "region"> & {
  key: string;
  /** The row's days in a few words. */
  text: string;
  /** The days that an incident touches, and the others with traffic. */
  withIncident: ReportDay[];
  others: ReportDay[];
};

/** The days with traffic of every row, those with incidents apart: the evidence of a report. */
export function reportDays(rows: readonly Reported[], zone: string): RowDays[] {
  return rows.map((row) => {
    const touched = incidentDates(row.incidents, zone);
    const days = row.days.filter(({ ok, failed, excluded }) => ok + failed + excluded > 0);
    const withIncident = days.filter(({ day }) => touched.has(day));
    const { model, provider, region, counted } = row;
    const text = [
      t("{count, plural, one {# day} other {# days}}", { count: days.length }),
      t("{uptime} of n {count}", {
        uptime: formatUptime(counted.requests, 3),
        count: formatCount(counted.ok + counted.failed),
      }),
      t("{count} failed", { count: formatCount(counted.failed) }),
      withIncident.length === 0 ? t("no incident") : t("incidents on {count}", { count: withIncident.length }),
    ].join(" · ");
    const others = days.filter(({ day }) => !touched.has(day));
    return { model, provider, region, key: slaKey(row), text, withIncident, others };
  });
}

/** The local dates that some incident touches. */
function incidentDates(incidents: SlaRow["incidents"], zone: string): Set<string> {
  const dates = new Set<string>();
  for (const { from, to } of incidents) {
    const last = localDate(Date.parse(to) - 1, zone);
    for (let date = localDate(Date.parse(from), zone); date <= last; date += DAY_MS) dates.add(dateText(date));
  }
  return dates;
}
