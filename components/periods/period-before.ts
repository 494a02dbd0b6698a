import type { ReportQuery } from "@/components/shell/report-params";
import { formatInstant } from "@/lib/domain/format";
import { type CalendarWindow, countWholeDays, type DayWindow, previousWindow } from "@/lib/domain/time/calendar-window";
import { windowLengthMs } from "@/lib/domain/time/time-window";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";

type Answered = { from: string; to: string };
type Asked = { query: Pick<ReportQuery, "window">; calendar: CalendarWindow | null; day: DayWindow | null; tz: string };

/**
 * The time that an answer is compared with: of equal length before it, of whole days as many, of a calendar month the one before. Of
 * one that was not over when it was answered, as much of that as had passed; of one without `as_of`, all of it.
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
 * "the 7 days before", "the 24 hours before", "as much of the month before": what periodBefore is called. Of a window asked for by
 * length by that, since an answer may reach over a little more.
 */
export function nameOfPeriod(answer: Answered & { as_of?: string }, { query, calendar, day, tz }: Asked): string {
  if (query.window) return nameOfLength(windowLengthMs(query.window));
  const before = periodBefore(answer, { calendar, tz });
  const isCut = Date.parse(before.to) < Date.parse(answer.from);
  if (calendar) return isCut ? t("as much of the month before") : t("the month before");
  const whole = { from: new Date(before.from), to: new Date(answer.from) };
  const days = countWholeDays(whole, tz);
  if (day || days === 1) return isCut ? t("as much of the day before") : t("the day before");
  const ms = days === null ? whole.to.getTime() - whole.from.getTime() : days * DAY_MS;
  if (!isCut) return nameOfLength(ms);
  return ms > DAY_MS && ms % DAY_MS === 0
    ? t("as much of the {days} days before", { days: ms / DAY_MS })
    : t("as much of the time before");
}

function nameOfLength(ms: number): string {
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
