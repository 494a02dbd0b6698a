import type { MinuteSpan } from "./segments";
import { DAY_MINUTES } from "./units";

/** The first minute of the UTC day that an epoch minute is in. */
export function dayOfMinute(minute: number): number {
  return Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
}

/** The UTC days of a span, the first and the last one perhaps in part. */
export function daySpans({ from, to }: MinuteSpan): MinuteSpan[] {
  const days: MinuteSpan[] = [];
  for (let start = from; start < to; start = dayOfMinute(start) + DAY_MINUTES) {
    days.push({ from: start, to: Math.min(to, dayOfMinute(start) + DAY_MINUTES) });
  }
  return days;
}
