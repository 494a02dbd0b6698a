import { groupBy } from "../group-by";
import { median, robustScale } from "./robust-scale";

/** `strength` is how much of the pattern is believed, from 0 (none) to 1; `count` is the days seen of each weekday. */
export type WeekdayFactors = { factors: readonly number[]; count: readonly number[]; strength: number };

/** How far beyond its weekday's median a single day still counts, in standard deviations. */
const CLIP = 2.5;
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const DAYS_OF_WEEKDAY_MIN = 2;

/**
 * How many times the level a weekday is, of days as ratios to the level; they add up to 7.
 *
 * Each weekday's mean, with single days drawn in to where its median allows, is drawn towards 1 as far as chance explains the
 * pattern: the positive-part James–Stein estimate (Efron and Morris, Journal of the American Statistical Association 70, 1975).
 * All are 1 until every weekday was seen twice.
 */
export function weekdayFactors(days: readonly { weekday: number; ratio: number }[]): WeekdayFactors {
  const byWeekday = groupBy(days, ({ weekday }) => weekday);
  const ratiosOf = (weekday: number) => (byWeekday.get(weekday) ?? []).map(({ ratio }) => ratio);
  const count = WEEKDAYS.map((weekday) => ratiosOf(weekday).length);
  if (Math.min(...count) < DAYS_OF_WEEKDAY_MIN) return { factors: WEEKDAYS.map(() => 1), count, strength: 0 };
  const medians = WEEKDAYS.map((weekday) => median(ratiosOf(weekday)) ?? 1);
  const scale = robustScale(days.map(({ weekday, ratio }) => ratio - (medians[weekday] ?? 1)));
  const means = WEEKDAYS.map((weekday) => {
    const middle = medians[weekday] ?? 1;
    const clipped = ratiosOf(weekday).map((ratio) => clamp(ratio, middle - CLIP * scale, middle + CLIP * scale));
    return clipped.reduce((sum, ratio) => sum + ratio, 0) / clipped.length;
  });
  const average = means.reduce((sum, mean) => sum + mean, 0) / WEEKDAYS.length;
  if (average <= 0) return { factors: WEEKDAYS.map(() => 1), count, strength: 0 };
  const strength = believed(
    means.map((mean) => mean - average),
    scale ** 2 / (days.length / WEEKDAYS.length),
  );
  return { factors: means.map((mean) => Math.max(0, 1 + (strength * (mean - average)) / average)), count, strength };
}

/** The share of a pattern that chance does not explain, of seven deviations whose means have this variance by chance. */
function believed(deviations: readonly number[], variance: number): number {
  const squares = deviations.reduce((sum, deviation) => sum + deviation ** 2, 0);
  // Differences of binary rounding are no pattern.
  if (squares < 1e-18) return 0;
  return Math.max(0, 1 - ((WEEKDAYS.length - 3) * variance) / squares);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
