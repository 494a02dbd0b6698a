import { divideHalfEven } from "../pricing/divide-half-even";
import { DAY_MS } from "../time/units";

/** What a local date cost; `date` is text such as "2026-03-08". */
export type DayCost = { date: string; costPico: bigint };

/** So many whole days before today are projected from. */
export const HISTORY_DAYS = 28;
const FEWEST_DAYS = 3;
/** From then on each weekday was seen twice. */
const FEWEST_DAYS_OF_WEEKDAYS = 14;

/**
 * What each of these dates may be expected to cost, or null where nothing can be said yet.
 *
 * `history` is the whole days before today, the oldest first; those before the first cost do not count. From two weeks on
 * the mean of the same weekday; before, and from three days on, the mean of all days.
 */
export function expectedDayCosts(history: readonly DayCost[], dates: readonly string[]): bigint[] | null {
  const first = history.findIndex(({ costPico }) => costPico !== 0n);
  const days = first === -1 ? [] : history.slice(first).slice(-HISTORY_DAYS);
  if (days.length < FEWEST_DAYS) return null;
  if (days.length < FEWEST_DAYS_OF_WEEKDAYS) {
    const mean = meanCost(days);
    return dates.map(() => mean);
  }
  const means = Array.from({ length: 7 }, (_, weekday) =>
    meanCost(days.filter(({ date }) => weekdayOf(date) === weekday)),
  );
  return dates.map((date) => means[weekdayOf(date)] ?? 0n);
}

function meanCost(days: readonly DayCost[]): bigint {
  const sum = days.reduce((total, { costPico }) => total + costPico, 0n);
  return days.length === 0 ? 0n : divideHalfEven(sum, BigInt(days.length));
}

function weekdayOf(date: string): number {
  // The first of January 1970 was a Thursday.
  return (Math.floor(Date.parse(date) / DAY_MS) + 4) % 7;
}
