import { dateText, firstDateOf, nextFirstDate } from "../time/calendar-dates";
import type { TimeWindow } from "../time/time-window";
import { localDate, startOfDate } from "../time/time-zone";
import { DAY_MS, HOUR_MS } from "../time/units";

export const DIGEST_CADENCES = ["weekly", "monthly"] as const;
export type DigestCadence = (typeof DIGEST_CADENCES)[number];

/** What a period ended with has arrived and is folded by then; and it is morning. */
export const DIGEST_DELAY_MS = 7 * HOUR_MS;

export type DigestPeriod = {
  window: TimeWindow;
  /** The whole week or month before it. */
  previous: TimeWindow;
  /** Its first date in the zone. */
  firstDate: string;
  /** When its digest is due. */
  dueAt: Date;
};

/** The latest week from Monday, or calendar month, of a zone whose digest is due. */
export function latestDigestPeriod(cadence: DigestCadence, zone: string, now: Date): DigestPeriod {
  const unit = cadence === "weekly" ? "week" : "month";
  const begin = (date: number) => new Date(startOfDate(date, zone));
  const previousDate = (date: number) => firstDateOf(date - DAY_MS, unit);
  let end = firstDateOf(localDate(now.getTime(), zone), unit);
  // Just after its end, before it is due, the one before is the latest.
  if (now.getTime() < startOfDate(end, zone) + DIGEST_DELAY_MS) end = previousDate(end);
  const first = previousDate(end);
  return {
    window: { from: begin(first), to: begin(end) },
    previous: { from: begin(previousDate(first)), to: begin(first) },
    firstDate: dateText(first),
    dueAt: new Date(startOfDate(end, zone) + DIGEST_DELAY_MS),
  };
}

/** When the digest after the latest one is due. */
export function nextDigestAt(cadence: DigestCadence, zone: string, now: Date): Date {
  const { window } = latestDigestPeriod(cadence, zone, now);
  const end = localDate(window.to.getTime(), zone);
  return new Date(startOfDate(nextFirstDate(end, cadence === "weekly" ? "week" : "month"), zone) + DIGEST_DELAY_MS);
}
