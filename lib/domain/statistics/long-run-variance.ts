import { studentQuantile } from "./student-t";

/** With fewer blocks nothing can be said of how alike neighbours are. */
export const BLOCKS_MIN = 6;
/** So many of the slowest waves say how much blocks differ: more would take noise of seconds for noise of hours. */
const WAVES = 8;

/** The variance of the sum of a series as if it went on for ever, and how well it is known. */
export type LongRunVariance = { variance: number; dof: number };

/**
 * The variance of the sum of deviations of consecutive blocks of time, which may be alike; null of too few.
 *
 * What the slowest waves of the series hold is its variance in the long run, known with as many degrees of freedom as there are
 * waves (equal-weighted cosines: Müller, Journal of Econometrics 135, 2006; Lazarus, Lewis, Stock and Watson, Journal of
 * Business & Economic Statistics 36, 2018).
 */
export function longRunVariance(deviations: readonly number[]): LongRunVariance | null {
  if (deviations.length < BLOCKS_MIN) return null;
  const waves = Math.min(WAVES, deviations.length - 1);
  let variance = 0;
  for (let wave = 1; wave <= waves; wave++) variance += 2 * waveOf(deviations, wave) ** 2;
  return { variance: variance / waves, dof: waves };
}

/** How much of a cosine of so many half periods is in a series. */
function waveOf(series: readonly number[], wave: number): number {
  return series.reduce(
    (sum, value, index) => sum + value * Math.cos((Math.PI * wave * (index + 0.5)) / series.length),
    0,
  );
}

const studentTs = new Map<number, number>();

/** The Student t that 95 % of variables of so many degrees of freedom lie within, on either side. */
export function studentT95(dof: number): number {
  const known = studentTs.get(dof) ?? studentQuantile(0.975, dof);
  studentTs.set(dof, known);
  return known;
}
