import { dateText } from "../time/calendar-dates";
import { type IntervalBucket, intervalBucketsOf, type TimeWindow } from "../time/time-window";
import { DAY_MS } from "../time/units";

/** A local day or a part of one; its label, the instant it begins, is its own. `utcDay` is the one it begins in. */
export type DayPiece = IntervalBucket & { label: string; date: string; utcDay: string };

/** The days of a zone in a window, contiguous; cut at UTC midnights, each piece has one rate of exchange. */
export function dayPieces(window: TimeWindow, zone: string, { isCut }: { isCut: boolean }): DayPiece[] {
  return intervalBucketsOf(window, "day", zone).flatMap((day) => {
    const pieces: DayPiece[] = [];
    for (let from = day.from; from < day.to; ) {
      const midnight = (Math.floor(from.getTime() / DAY_MS) + 1) * DAY_MS;
      const to = isCut ? new Date(Math.min(midnight, day.to.getTime())) : day.to;
      const own = { label: from.toISOString(), date: day.label ?? "", utcDay: dateText(from.getTime()) };
      pieces.push({ at: from, from, to, filling: false, ...own });
      from = to;
    }
    return pieces;
  });
}
