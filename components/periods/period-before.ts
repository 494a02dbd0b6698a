import type { ReportQuery } from "@/components/shell/report-params";
import { formatInstant } from "@/lib/domain/format";
import { type CalendarWindow, type DayWindow, previousWindow } from "@/lib/domain/time/calendar-window";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

type Answered = { from: string; to: string };
type Asked = { query: Pick<ReportQuery, "window">; calendar: CalendarWindow | null; day: DayWindow | null; tz: string };

/**
 * The time that an answer is compared with: of equal length before it, or of a calendar month the one before. Of one that was
 * not over when it was answered, as much of that as had passed.
 */
export function periodBefore(
  { from, to, as_of: asOf }: Answered & { as_of?: string },
  { calendar, tz }: Pick<Asked, "calendar" | "tz">,
): Answered {
  const window = { from: new Date(from), to: new Date(to), now: new Date(asOf ?? to) };
  const before = previousWindow(window, calendar, tz);
  return { from: before.from.toISOString(), to: before.to.toISOString() };
}

/**
 * "the 7 days before", "the 24 hours before", "the month before": what a window is compared with. Of one asked for by name by
 * that, since an answer may reach over a little more.
 */
export function nameOfPeriod(
  { from, to }: Answered,
  { query, calendar, day }: Pick<Asked, "query" | "calendar" | "day">,
): string {
  if (day === "today") return t("as much of the day before");
  if (calendar === "last_month") return t("the month before");
  if (calendar === "month") return t("as much of the month before");
  const ms = query.window ? windowLengthMs(query.window) : Date.parse(to) - Date.parse(from);
  if (ms === HOUR_MS) return t("the hour before");
  if (ms > DAY_MS && ms % DAY_MS === 0) return t("the {days} days before", { days: ms / DAY_MS });
  if (ms % HOUR_MS === 0) return t("the {hours} hours before", { hours: ms / HOUR_MS });
  if (ms < 2 * HOUR_MS) return t("the {minutes} minutes before", { minutes: Math.round(ms / MINUTE_MS) });
  return t("the time of equal length before");
}

/** Why a period is no measure, or null where it is one: records begin after it, or within it. */
export function describeNoRecords(before: Answered, recordsFrom: string | null): string | null {
  if (recordsFrom === null || Date.parse(recordsFrom) >= Date.parse(before.to)) return t("No data before");
  if (Date.parse(recordsFrom) <= Date.parse(before.from)) return null;
  return t("No whole period before: records begin on {day}", {
    day: formatInstant(recordsFrom, "UTC", "day"),
  });
}
