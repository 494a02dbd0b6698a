import { groupBy } from "../../group-by";
import type { LogMoments } from "../hour-profile";
import { type HourGrid, profilesAt } from "./hour-grid";
import { momentsOf, type SwapMeasure } from "./measures";

/** Hours from the first, half-open, as numbered in an HourGrid. */
export type HourSpan = { from: number; to: number };

/** An hour beside what its sizes of input and its time of day lead to expect; `variance` is of the sampling of its attempts alone. */
export type Residual = { value: number; variance: number; expected: number };

export const DAY_HOURS = 24;
const WEEK_HOURS = 168;
/** A week is looked at in pieces of six hours: offices close on weekends, and not at midnight UTC. */
const PIECE_HOURS = 6;
/** An hour of a thousand attempts says little more of the usual level than one of fifty: hours differ. */
const ATTEMPTS_OF_AN_HOUR = 50;
/** A size seen less often in the learnt span has no usual level. */
const ATTEMPTS_OF_SIZE_MIN = 50;
/** A size's own spread counts against that of all sizes by its attempts, and so many of theirs. */
const POOLED_ATTEMPTS = 20;
/** The usual curve of a day is drawn towards flat by what one full hour weighs. */
const FLAT_WEIGHT = 50;

type SizeLevel = { within: number; level: number; ofHour: Float64Array };

/**
 * What is usual for a measure, of each class of input size and hour of the UTC day, learnt from a span of hours; and how far any hour
 * is from it. Null where an hour has nothing to compare: no attempts, or of sizes never seen in the span only.
 *
 * Sizes are compared each with itself and weighed by what their attempts tell, so that a change of the mix of sizes is none of the
 * model. What repeats weekly is taken off as far as chance does not explain it (positive-part James–Stein; Efron and Morris 1975).
 */
export function expectedLevel(
  grid: HourGrid,
  span: HourSpan,
  measure: SwapMeasure,
  leastSpread: number,
): ((hour: number) => Residual | null) | null {
  const levels = sizeLevels(grid, span, measure, leastSpread);
  if (levels.size === 0) return null;
  const ofDay = (hour: number): Residual | null => {
    let weight = 0;
    let away = 0;
    let expected = 0;
    for (const profile of profilesAt(grid, hour)) {
      const { count, sum } = momentsOf(profile, measure);
      const size = levels.get(profile.sizeClass);
      if (!size || count === 0) continue;
      const own = count / size.within;
      const usual = size.ofHour[hour % DAY_HOURS] ?? size.level;
      weight += own;
      away += own * (sum / count - usual);
      expected += own * usual;
    }
    return weight === 0 ? null : { value: away / weight, variance: 1 / weight, expected: expected / weight };
  };
  const weekly = weeklyPattern(span, ofDay);
  return (hour) => {
    const residual = ofDay(hour);
    if (residual === null) return null;
    const usual = weekly[pieceOf(hour)] ?? 0;
    return { ...residual, value: residual.value - usual, expected: residual.expected + usual };
  };
}

function sizeLevels(grid: HourGrid, span: HourSpan, measure: SwapMeasure, leastSpread: number): Map<number, SizeLevel> {
  const known: { size: number; hour: number; moments: LogMoments }[] = [];
  for (let hour = span.from; hour < span.to; hour++) {
    for (const profile of profilesAt(grid, hour)) {
      const moments = momentsOf(profile, measure);
      if (moments.count > 0) known.push({ size: profile.sizeClass, hour, moments });
    }
  }
  const bySize = groupBy(known, (item) => item.size);
  const all = spreadOf(known.map(({ moments }) => moments));
  const levels = new Map<number, SizeLevel>();
  if (all.dof === 0) return levels;
  const pooled = all.squares / all.dof;
  for (const [size, own] of bySize) {
    const moments = own.map((item) => item.moments);
    if (moments.reduce((attempts, { count }) => attempts + count, 0) < ATTEMPTS_OF_SIZE_MIN) continue;
    const { squares, dof } = spreadOf(moments);
    const within = (squares + POOLED_ATTEMPTS * pooled) / (dof + POOLED_ATTEMPTS);
    levels.set(size, { within: Math.max(within, leastSpread ** 2), ...dailyCurve(own) });
  }
  return levels;
}

/** Squares of attempts around the means of their hours, and how many are free. */
function spreadOf(moments: readonly LogMoments[]): { squares: number; dof: number } {
  let squares = 0;
  let dof = 0;
  for (const { count, sum, sumOfSquares } of moments) {
    squares += Math.max(0, sumOfSquares - (sum * sum) / count);
    dof += count - 1;
  }
  return { squares, dof };
}

function dailyCurve(hours: readonly { hour: number; moments: LogMoments }[]): Pick<SizeLevel, "level" | "ofHour"> {
  let total = 0;
  let weight = 0;
  const ofHour = new Float64Array(DAY_HOURS);
  const weights = new Float64Array(DAY_HOURS);
  for (const { hour, moments } of hours) {
    const { count, sum } = moments;
    const share = Math.min(count, ATTEMPTS_OF_AN_HOUR);
    const place = hour % DAY_HOURS;
    total += (share * sum) / count;
    weight += share;
    ofHour[place] = (ofHour[place] ?? 0) + (share * sum) / count;
    weights[place] = (weights[place] ?? 0) + share;
  }
  const level = total / weight;
  for (let place = 0; place < DAY_HOURS; place++) {
    ofHour[place] = ((ofHour[place] ?? 0) + FLAT_WEIGHT * level) / ((weights[place] ?? 0) + FLAT_WEIGHT);
  }
  return { level, ofHour };
}

function pieceOf(hour: number): number {
  return Math.floor((hour % WEEK_HOURS) / PIECE_HOURS);
}

/** By how much each piece of a week is usually off; 0 where there are not two weeks to tell it from. */
function weeklyPattern({ from, to }: HourSpan, ofDay: (hour: number) => Residual | null): Float64Array {
  const sums = new Map<number, { piece: number; sum: number; hours: number }>();
  for (let hour = from; hour < to; hour++) {
    const residual = ofDay(hour);
    if (residual === null) continue;
    const key = Math.floor(hour / PIECE_HOURS);
    const own = sums.get(key) ?? { piece: pieceOf(hour), sum: 0, hours: 0 };
    own.sum += residual.value;
    own.hours += 1;
    sums.set(key, own);
  }
  const all = [...sums.values()].map(({ piece, sum, hours }) => ({ piece, mean: sum / hours }));
  const centre = mean(all.map((own) => own.mean));
  const pattern = new Float64Array(WEEK_HOURS / PIECE_HOURS);
  const pieces = [...groupBy(all, ({ piece }) => piece)].filter(([, own]) => own.length > 1);
  let within = 0;
  let dof = 0;
  let between = 0;
  for (const [, own] of pieces) {
    const usual = mean(own.map((week) => week.mean));
    for (const week of own) within += (week.mean - usual) ** 2;
    dof += own.length - 1;
    between += own.length * (usual - centre) ** 2;
  }
  if (dof === 0 || between === 0) return pattern;
  const isReal = Math.max(0, 1 - within / dof / (between / pieces.length));
  for (const [piece, own] of pieces) pattern[piece] = isReal * (mean(own.map((week) => week.mean)) - centre);
  return pattern;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
