import type { Residual } from "./expected-level";

/**
 * How a healthy series of hours moves, as variances: `wander` is of a slow wave that forgets by `memory` from hour to hour, `fresh` of
 * what is new in each hour beyond the sampling of attempts, `drift` of the hourly steps of the level itself.
 */
export type SeriesNoise = { spread: number; wander: number; memory: number; fresh: number; drift: number };

/** An hour's surprise in its own deviations (null of an hour without data), and how the filter took it in. */
export type FilterStep = { surprise: number | null; variance: number; levelGain: number; wanderGain: number };

/** Beyond so many deviations an hour weighs no more: one odd hour is no swap. */
export const CLIP = 3;

/**
 * A Kalman filter over the residuals of a series, hour by hour: the surprise of each is its distance to what all hours before it lead
 * to expect, so that surprises of a healthy series are independent though its hours are not (Harvey, Forecasting, Structural Time
 * Series Models and the Kalman Filter, 1989, §3.2). An hour far out moves the level by no more than one at three deviations.
 */
export function createLevelFilter({ spread, wander, memory, fresh, drift }: SeriesNoise) {
  let level = 0;
  let wave = 0;
  let levelVariance = 4 * spread;
  let waveVariance = wander;
  let covariance = 0;
  return (residual: Residual | null): FilterStep => {
    wave *= memory;
    levelVariance += drift;
    waveVariance = memory ** 2 * waveVariance + wander * (1 - memory ** 2);
    covariance *= memory;
    if (residual === null) return { surprise: null, variance: 0, levelGain: 0, wanderGain: 0 };
    const variance = levelVariance + 2 * covariance + waveVariance + fresh + residual.variance;
    const deviation = Math.sqrt(variance);
    const surprise = (residual.value - level - wave) / deviation;
    const levelGain = (levelVariance + covariance) / variance;
    const wanderGain = (covariance + waveVariance) / variance;
    const moved = clip(surprise) * deviation;
    level += levelGain * moved;
    wave += wanderGain * moved;
    levelVariance -= levelGain ** 2 * variance;
    waveVariance -= wanderGain ** 2 * variance;
    covariance -= levelGain * wanderGain * variance;
    return { surprise, variance, levelGain, wanderGain };
  };
}

export function clip(surprise: number): number {
  return Math.max(-CLIP, Math.min(CLIP, surprise));
}
