import { bandRanksWorth } from "../sketch/order-statistic-band";
import { Sketch } from "../sketch/sketch";
import { binBounds, binOf, isAtSketchLimit, SKETCH_LIMIT } from "../sketch/sketch-bins";
import { NORMAL_975 } from "../statistics/normal-975";
import { US_PER_MS } from "../time/units";
import type { MeasuredChange } from "./detection";
import type { HourScore } from "./hour-score";
import type { MeanSource, SpeedHour, TailSource } from "./speed-hour";
import { countBeyond, hourFactor, TAIL_SHARE, type TailScored } from "./tail-scores";
import type { Scored } from "./typical-scores";
import type { Usual } from "./usual";

/** Half-open, in epoch ms. */
export type Span = { from: number; to: number };
type Change = Omit<MeasuredChange, "measure" | "isFound">;

/**
 * How a geometric mean changed in a span: the mean distance from usual, each hour by how well it is known. The interval counts what is
 * not known of the baseline too. Null where nothing was measured.
 */
export function typicalChange(
  hours: readonly SpeedHour[],
  { scored, source, span, noise }: { scored: Scored; source: MeanSource; span: Span; noise: number },
): Change | null {
  const own = scored.scores.filter(({ at }) => isIn(at, span));
  const known = weightedMean(own, noise);
  const usual = weightedMean(scored.baseline, noise);
  if (known === null || usual === null) return null;
  let n = 0;
  let sum = 0;
  for (const hour of hours) {
    if (!isIn(hour.hour.getTime(), span) || !scored.usual.levels.has(hour.sizeClass)) continue;
    n += hour[source.moments].count;
    sum += hour[source.moments].sum;
  }
  const after = Math.exp(sum / n);
  const margin = NORMAL_975 * Math.sqrt(known.variance + usual.variance);
  const ends = [known.mean - margin, known.mean + margin]
    .map((end) => Math.exp(source.sign * end))
    .sort((a, b) => a - b);
  const ratio = Math.exp(source.sign * known.mean);
  return { before: after / ratio, after, ratio, interval: [ends[0] ?? ratio, ends[1] ?? ratio], count: n };
}

/**
 * How a 95th percentile changed in a span: the factor on the limits of every size and hour of the day with which as many are beyond
 * them as usual. The interval is the band of that quantile of as many independent attempts as these are worth, hours being as alike
 * as they are, wider by what bins do not tell apart. An end that so few cannot bound is null: the upper one of fewer than about 59.
 */
export function tailChange(
  hours: readonly SpeedHour[],
  {
    scored,
    source,
    usual,
    span,
    noise,
  }: { scored: TailScored; source: TailSource; usual: Usual; span: Span; noise: number },
): Change | null {
  const own = hours.filter(({ hour, sizeClass }) => isIn(hour.getTime(), span) && scored.limits.has(sizeClass));
  const all = new Sketch();
  for (const { samples } of own) all.addPairs(samples[source.samples]);
  const after = all.quantile(TAIL_SHARE);
  if (after === null) return null;
  const groups = own.map(({ hour, sizeClass, samples }) => {
    const { limit = 0, share = 0 } = scored.limits.get(sizeClass) ?? {};
    return { pairs: samples[source.samples], limit: limit * hourFactor(usual, hour.getTime()), share };
  });
  const expected = groups.reduce((sum, { pairs, share, limit }) => sum + share * countBeyond(pairs, limit).n, 0);
  const beyond = (factor: number) =>
    groups.reduce(
      (sum, { pairs, limit }) => sum + countBeyond(pairs, Math.min(limit * factor, SKETCH_LIMIT)).beyond,
      0,
    );
  const limits = groups.filter(({ pairs }) => pairs.length > 0).map(({ limit }) => limit);
  const scores = scored.scores.filter(({ at }) => isIn(at, span));
  const ranks = bandRanksWorth(all.n, 1 - expected / all.n, worthOf(scores, noise));
  const ratio = factorWith(expected, beyond);
  const low = ranks.lo === null ? null : factorWith(all.n - ranks.lo, beyond);
  const high = ranks.hi === null ? null : factorWith(all.n - ranks.hi, beyond);
  return {
    before: after / ratio / US_PER_MS,
    after: after / US_PER_MS,
    ratio,
    interval: [low && low / coarseness(limits, low), high && upperEnd(limits, high)],
    count: all.n,
  };
}

/** How many independent attempts those of hours are worth to the number beyond a limit, where hours differ by the variance `noise`. */
function worthOf(scores: readonly HourScore[], noise: number): number {
  let [n, independent, variance] = [0, 0, 0];
  for (const { n: own, within } of scores) {
    n += own;
    independent += own * own * within;
    variance += own * own * (within + noise);
  }
  return variance === 0 ? n : (n * independent) / variance;
}

/** The factor by which values of one bin differ at most, in any bin of the limits or of the limits times a factor. */
function coarseness(limits: readonly number[], factor: number): number {
  return limits.reduce((most, limit) => Math.max(most, binRatio(limit), binRatio(limit * factor)), 1);
}

function binRatio(value: number): number {
  const { lo, hi } = binBounds(binOf(value));
  return (hi + 1) / Math.max(lo, 1);
}

/** Null where values may be beyond all that a sketch tells apart. */
function upperEnd(limits: readonly number[], factor: number): number | null {
  const end = factor * coarseness(limits, factor);
  return limits.some((limit) => isAtSketchLimit(limit * end)) ? null : end;
}

const FACTOR_MAX = 64;
const HALVINGS = 24;

/** The factor with which so many are beyond the limits; their number falls as the factor grows. */
function factorWith(wanted: number, beyond: (factor: number) => number): number {
  let [low, high] = [-Math.log(FACTOR_MAX), Math.log(FACTOR_MAX)];
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2;
    if (beyond(Math.exp(middle)) > wanted) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

function weightedMean(scores: readonly HourScore[], noise: number): { mean: number; variance: number } | null {
  let weights = 0;
  let sum = 0;
  for (const { residual, within } of scores) {
    const weight = 1 / (within + noise);
    weights += weight;
    sum += weight * residual;
  }
  return weights === 0 ? null : { mean: sum / weights, variance: 1 / weights };
}

export function isIn(at: number, { from, to }: Span): boolean {
  return at >= from && at < to;
}
