import { ratioOf, type SpendDay } from "./spend-days";

/** What one name of a dimension cost on a day, and on the same weekdays before it. */
export type NamedDays = { name: string | null; onDay: bigint; before: readonly SpendDay[] };

/** What of a rise is a name's: its share of everything that rose in its dimension, from 0 to 1. */
export type RiseCause = { name: string | null; actual: bigint; usual: bigint; rise: bigint; share: number };

/** How many of the same weekday say what is usual. */
export const USUAL_WEEKS = 4;
const CAUSES_MAX = 5;

/**
 * Which names of a dimension rose, the largest first, each against its own median of the same weekday.
 *
 * `surprise` is how far the share of the first in the rise is beyond its usual share of the cost: a dimension whose only name
 * rose explains nothing (explanatory power and surprise: Bhagwan et al., Adtributor, NSDI 2014).
 */
export function explainRise(names: readonly NamedDays[]): { causes: RiseCause[]; surprise: number } {
  const own = names.map(({ name, onDay, before }) => {
    const usual = usualOf(before);
    return { name, actual: onDay, usual, rise: onDay > usual ? onDay - usual : 0n };
  });
  const rise = own.reduce((sum, one) => sum + one.rise, 0n);
  if (rise === 0n) return { causes: [], surprise: 0 };
  const usual = own.reduce((sum, one) => sum + one.usual, 0n);
  const causes = own
    .filter((one) => one.rise > 0n)
    .sort((a, b) => (a.rise < b.rise ? 1 : a.rise > b.rise ? -1 : 0))
    .map((one) => ({ ...one, share: ratioOf(one.rise, rise) }));
  const [first] = causes;
  const before = first && usual > 0n ? ratioOf(first.usual, usual) : 0;
  return { causes: causes.slice(0, CAUSES_MAX), surprise: (first?.share ?? 0) - before };
}

/** The median of days in pico USD; a day without the name cost it nothing. */
function usualOf(days: readonly SpendDay[]): bigint {
  const sorted = days.map(({ pico }) => pico ?? 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = Math.floor(sorted.length / 2);
  const [below = 0n, above = 0n] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (below + above) / 2n;
}
