import { NORMAL_975 } from "../../statistics/normal-975";
import type { HourSpan } from "./expected-level";
import type { LearntMeasure } from "./learn-series";
import { MEASURE_TRAITS, type SwapMeasure } from "./measures";

/**
 * A measure before and after a change, on the same hours and sizes of input: geometric means of what is on the log scale (tokens,
 * tokens per second, ms), means of shares. The 95 % interval is of the ratio; both are null where there was nothing before.
 */
export type MeasureChange = {
  measure: SwapMeasure;
  before: number;
  after: number;
  ratio: number | null;
  interval: { low: number; high: number } | null;
};

type Level = { value: number; expected: number; variance: number };

/** What a measure was before and after; null where either has no hours. */
export function shiftEffect(learnt: LearntMeasure, before: HourSpan, after: HourSpan): MeasureChange | null {
  const [earlier, later] = [levelOf(learnt, before), levelOf(learnt, after)];
  if (!earlier || !later) return null;
  const shift = later.value - earlier.value;
  const margin = NORMAL_975 * learnt.scale * Math.sqrt(earlier.variance + later.variance);
  const usual = later.expected + earlier.value;
  const { measure } = learnt;
  if (MEASURE_TRAITS[measure].isLog) {
    return {
      ...{ measure, before: Math.exp(usual), after: Math.exp(usual + shift), ratio: Math.exp(shift) },
      interval: { low: Math.exp(shift - margin), high: Math.exp(shift + margin) },
    };
  }
  // Levels are smoothed over the day, so that one of nothing may come out a rounding below it.
  const share = Math.max(0, usual);
  if (share < 1e-9) return { measure, before: share, after: Math.max(0, usual + shift), ratio: null, interval: null };
  return {
    ...{ measure, before: share, after: Math.max(0, share + shift), ratio: Math.max(0, 1 + shift / share) },
    interval: { low: Math.max(0, 1 + (shift - margin) / share), high: Math.max(0, 1 + (shift + margin) / share) },
  };
}

/** How far the hours of a span are from usual on average; hours resemble their neighbours, so that a few say less than as many apart. */
function levelOf({ residualOf, noise }: LearntMeasure, { from, to }: HourSpan): Level | null {
  const { wander, fresh, memory, drift } = noise;
  let weights = 0;
  let value = 0;
  let expected = 0;
  let squares = 0;
  let independent = 0;
  let hours = 0;
  for (let hour = from; hour < to; hour++) {
    const residual = residualOf(hour);
    if (residual === null) continue;
    const weight = 1 / (wander + fresh + residual.variance);
    weights += weight;
    value += weight * residual.value;
    expected += weight * residual.expected;
    independent += weight ** 2 * (fresh + residual.variance);
    squares += weight ** 2;
    hours += 1;
  }
  if (weights === 0) return null;
  const alike = Math.min((1 + memory) / (1 - memory), hours);
  const variance = (independent + squares * wander * alike) / weights ** 2 + (drift * (to - from)) / 3;
  return { value: value / weights, expected: expected / weights, variance };
}
