import { improveLine, type RobustLine, robustLine, valueAt } from "./robust-line";
import { robustScale } from "./robust-scale";
import { type WeekdayFactors, weekdayFactors } from "./weekday-factors";

/** A whole day: its number (consecutive days differ by 1), its weekday from 0 to 6, and its value in any unit. */
export type FitDay = { at: number; weekday: number; value: number };

/** A day to come, or the part of it (from 0 to 1) that is still to come. */
export type DayAhead = { at: number; weekday: number; part: number };

/**
 * An expected sum, the standard deviation of its error, and the degrees of freedom that is known with; `above` and `below` are what
 * outliers like those seen would add to it, on their own side.
 */
type Outlook = { mean: number; sd: number; dof: number; above: number; below: number };

export type DayFit = {
  days: number;
  hasTrend: boolean;
  hasWeekdays: boolean;
  outlook: (ahead: readonly DayAhead[]) => Outlook;
};

/** With fewer whole days nothing is expected. */
export const FIT_DAYS_MIN = 3;
/** Only the last days count: eight weeks. */
export const FIT_DAYS_MAX = 56;
const TREND_DAYS_MIN = 28;
/** A weekday that was never seen may be this share of the level away from it, in standard deviations; all unseen ones alike. */
const UNSEEN_SD = 0.5;
/** Residuals count up to so many standard deviations. */
const CLIP = 2.5;
/** Of Huber's estimate, and of variances of clipped residuals, beside least squares of normal ones. */
const EFFICIENCY = 0.95;
/** An autocorrelation counts from so many of its standard errors on. */
const RHO_ERRORS = 0.25;
const ROUNDS = 3;
/** Weekdays below this share of the level say nothing of the level. */
const FACTOR_MIN = 0.1;
const LEVEL_MIN = 1e-3;

/**
 * What the last whole days say of those to come: a robust line × weekday factors, or null of fewer than three.
 *
 * The error of a sum has three parts, all from the days themselves: the noise of the days to come, how well the line is known (as
 * of any regression), and how well the factors are. Days alike their neighbours (lag-1 autocorrelation) count as fewer.
 */
export function fitDays(given: readonly FitDay[]): DayFit | null {
  const days = given.slice(-FIT_DAYS_MAX);
  if (days.length < FIT_DAYS_MIN) return null;
  const hasTrend = days.length >= TREND_DAYS_MIN;
  let line = robustLine(days, hasTrend);
  let pattern = weekdayFactors(ratiosOf(days, line));
  for (let round = 0; round < ROUNDS; round++) {
    line = improveLine(line, levelledDays(days, pattern), hasTrend);
    pattern = weekdayFactors(ratiosOf(days, line));
  }
  const noise = noiseOf(days, line, pattern, hasTrend);
  return {
    days: days.length,
    hasTrend,
    hasWeekdays: pattern.strength > 0,
    outlook: (ahead) => outlookOf(ahead, { line, pattern, noise, days: days.length }),
  };
}

type Noise = { sd: number; dof: number; inflation: number; above: number; below: number };

function ratiosOf(days: readonly FitDay[], line: RobustLine) {
  const least = LEVEL_MIN * Math.abs(line.level) || 1;
  return days.map(({ at, weekday, value }) => ({ weekday, ratio: value / Math.max(valueAt(line, at), least) }));
}

/** Days without their weekday's pattern. */
function levelledDays(days: readonly FitDay[], { factors }: WeekdayFactors) {
  return days
    .filter(({ weekday }) => (factors[weekday] ?? 1) >= FACTOR_MIN)
    .map(({ at, weekday, value }) => ({ at, value: value / (factors[weekday] ?? 1) }));
}

function noiseOf(days: readonly FitDay[], line: RobustLine, pattern: WeekdayFactors, hasTrend: boolean): Noise {
  const points = levelledDays(days, pattern);
  const residuals = points.map(({ at, value }) => value - valueAt(line, at));
  const parameters = 1 + (hasTrend ? 1 : 0) + 6 * pattern.strength;
  const dof = Math.max(1, Math.floor(points.length - parameters));
  // A fit with many parameters leaves residuals that are smaller than the noise.
  const limit = CLIP * robustScale(residuals) * Math.sqrt(points.length / dof);
  const clipped = residuals.map((residual) => Math.min(Math.max(residual, -limit), limit));
  const squares = clipped.reduce((sum, residual) => sum + residual ** 2, 0);
  const products = clipped.reduce((sum, residual, index) => sum + residual * (clipped[index + 1] ?? 0), 0);
  const similar = squares === 0 ? 0 : products / squares;
  const rho = Math.min(0.9, Math.max(0, similar - RHO_ERRORS / Math.sqrt(Math.max(1, points.length))));
  return {
    sd: Math.sqrt(squares / dof / EFFICIENCY),
    dof,
    inflation: (1 + rho) / (1 - rho),
    ...outliersOf(residuals, limit),
  };
}

/** The root mean squares of what lies beyond the clipped residuals, above and below. */
function outliersOf(residuals: readonly number[], limit: number): Pick<Noise, "above" | "below"> {
  const root = (beyond: (residual: number) => number) =>
    Math.sqrt(
      residuals.reduce((sum, residual) => sum + Math.max(0, beyond(residual)) ** 2, 0) / Math.max(1, residuals.length),
    );
  return { above: root((residual) => residual - limit), below: root((residual) => -residual - limit) };
}

function outlookOf(
  ahead: readonly DayAhead[],
  fit: { line: RobustLine; pattern: WeekdayFactors; noise: Noise; days: number },
): Outlook {
  const { line, pattern, noise, days } = fit;
  const parts = ahead.map(({ at, weekday, part }) => {
    const factor = pattern.factors[weekday] ?? 1;
    return { at, weekday, part, factor, level: Math.max(0, valueAt(line, at)) };
  });
  const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
  const weights = sum(({ part, factor }) => part * factor);
  const lever = sum(({ at, part, factor }) => part * factor * (at - line.centre));
  const own = sum(({ part, factor }) => part * factor ** 2);
  const ofLine =
    weights ** 2 / line.weight + (line.spread > 0 && days >= TREND_DAYS_MIN ? lever ** 2 / line.spread : 0);
  const variance = noise.sd ** 2 * noise.inflation * (own + ofLine) + noise.sd ** 2 * ofFactors(parts, pattern);
  const unseen = sum(({ weekday, part, level }) => (pattern.count[weekday] === 0 ? part * level : 0));
  return {
    mean: sum(({ part, factor, level }) => part * factor * level),
    sd: Math.sqrt(variance + (UNSEEN_SD * unseen) ** 2),
    dof: noise.dof,
    above: noise.above * Math.sqrt(own),
    below: noise.below * Math.sqrt(own),
  };
}

/** What the factors add to the variance, where the days ahead are not all weekdays alike. */
function ofFactors(parts: readonly { weekday: number; part: number }[], { count, strength }: WeekdayFactors): number {
  if (strength === 0) return 0;
  const days = count.map((_, weekday) => parts.reduce((sum, own) => sum + (own.weekday === weekday ? own.part : 0), 0));
  const mean = days.reduce((sum, own) => sum + own, 0) / days.length;
  return strength * days.reduce((sum, own, weekday) => sum + (own - mean) ** 2 / Math.max(1, count[weekday] ?? 1), 0);
}
