import { groupBy } from "../group-by";
import { DAY_MS, HOUR_MS } from "../time/units";

/** The mean of the logarithms of one hour and size of input. */
export type MeanGroup = { at: number; sizeClass: number; n: number; mean: number };
export type HourResidual = { at: number; n: number; residual: number };

/** What is usual: a level of each size of input, and what each hour of the day (UTC) adds to all of them. */
export type Usual = { levels: ReadonlyMap<number, number>; byHour: readonly number[] };

export const DAY_HOURS = 24;
const ROUNDS = 3;
const LEVEL_ATTEMPTS_MIN = 20;
/** An hour so many deviations away is an incident, and no part of what is usual. */
const OUTLIER = 5;
/** Makes the median of absolute deviations of normal values their standard deviation. */
const MAD_SCALE = 1.4826;

/**
 * Fits what is usual by turns (backfitting), leaves out the hours that are far off, and fits again. `hours` are those it rests on.
 *
 * What an hour of the day adds is drawn towards 0 by as much as the days disagree on it (empirical Bayes).
 */
export function fitUsual(groups: readonly MeanGroup[]): { usual: Usual; hours: ReadonlySet<number> } {
  const first = fitByTurns(groups);
  const residuals = residualsOf(groups, first);
  const deviation = MAD_SCALE * medianOf(residuals.map(({ residual }) => Math.abs(residual)));
  const hours = new Set(
    residuals.filter(({ residual }) => Math.abs(residual) <= OUTLIER * deviation).map(({ at }) => at),
  );
  return { usual: fitByTurns(groups.filter(({ at }) => hours.has(at))), hours };
}

/** How far each hour is from usual, over the sizes of input that are known. */
export function residualsOf(groups: readonly MeanGroup[], usual: Usual): HourResidual[] {
  const sums = new Map<number, { n: number; sum: number }>();
  for (const { at, sizeClass, n, mean } of groups) {
    const level = usual.levels.get(sizeClass);
    if (level === undefined || n === 0) continue;
    const known = sums.get(at) ?? { n: 0, sum: 0 };
    known.n += n;
    known.sum += n * (mean - level - (usual.byHour[hourOfDay(at)] ?? 0));
    sums.set(at, known);
  }
  return [...sums].map(([at, { n, sum }]) => ({ at, n, residual: sum / n })).sort((a, b) => a.at - b.at);
}

export function hourOfDay(at: number): number {
  return Math.floor((at % DAY_MS) / HOUR_MS);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function fitByTurns(groups: readonly MeanGroup[]): Usual {
  const bySize = groupBy(groups, ({ sizeClass }) => sizeClass);
  let byHour: readonly number[] = new Array(DAY_HOURS).fill(0);
  let levels = levelsOf(bySize, byHour);
  for (let round = 0; round < ROUNDS; round++) {
    byHour = hourEffects(residualsOf(groups, { levels, byHour: [] }));
    levels = levelsOf(bySize, byHour);
  }
  return { levels, byHour };
}

function levelsOf(bySize: ReadonlyMap<number, readonly MeanGroup[]>, byHour: readonly number[]): Map<number, number> {
  const levels = new Map<number, number>();
  for (const [sizeClass, groups] of bySize) {
    let n = 0;
    let sum = 0;
    for (const group of groups) {
      n += group.n;
      sum += group.n * (group.mean - (byHour[hourOfDay(group.at)] ?? 0));
    }
    if (n >= LEVEL_ATTEMPTS_MIN) levels.set(sizeClass, sum / n);
  }
  return levels;
}

function hourEffects(residuals: readonly HourResidual[]): number[] {
  const byHour = groupBy(residuals, ({ at }) => hourOfDay(at));
  const found = [...byHour].map(([hour, own]) => ({ hour, ...meanWithError(own) }));
  const error = found.reduce((sum, { variance }) => sum + variance, 0) / Math.max(1, found.length);
  const square = found.reduce((sum, { mean }) => sum + mean * mean, 0) / Math.max(1, found.length);
  const real = Math.max(0, square - error);
  const effects: number[] = new Array(DAY_HOURS).fill(0);
  for (const { hour, mean, variance } of found) effects[hour] = real === 0 ? 0 : (mean * real) / (real + variance);
  return effects;
}

/** The mean over days, each by its attempts, and the variance of that mean; a single day says nothing. */
function meanWithError(days: readonly HourResidual[]): { mean: number; variance: number } {
  const n = days.reduce((sum, day) => sum + day.n, 0);
  const mean = days.reduce((sum, day) => sum + day.n * day.residual, 0) / n;
  if (days.length < 2) return { mean: 0, variance: 0 };
  const squares = days.reduce((sum, day) => sum + (day.n * (day.residual - mean)) ** 2, 0);
  return { mean, variance: ((squares / (n * n)) * days.length) / (days.length - 1) };
}
