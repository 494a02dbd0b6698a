import type { LearntMeasure, Observation } from "./learn-series";
import { MEASURE_TRAITS } from "./measures";

/**
 * What speaks for a lasting shift of a measure from some hour on: `sum` is of surprises times what a shift by 1 adds to them, and
 * `information` of the squares of the latter, so that sum ÷ information estimates the shift with the variance 1 ÷ information.
 *
 * A filter takes a shift in bit by bit; `level` and `wave` are how much of it has been.
 */
export type ShiftEvidence = { sum: number; information: number; level: number; wave: number };

export function noEvidence(): ShiftEvidence {
  return { sum: 0, information: 0, level: 0, wave: 0 };
}

/** Adds an hour, in place: there are thousands of them for each hour. */
export function addHour(
  evidence: ShiftEvidence,
  { surprise, effect, levelGain, wanderGain }: Observation,
  memory: number,
) {
  evidence.wave *= memory;
  if (surprise === null) return;
  const visible = 1 - evidence.level - evidence.wave;
  evidence.sum += visible * effect * surprise;
  evidence.information += (visible * effect) ** 2;
  evidence.level += levelGain * visible;
  evidence.wave += wanderGain * visible;
}

/**
 * How many times as likely the hours are with a shift, of either direction and unknown size, as without: an e-value, whose mean is at
 * most 1 in a healthy series.
 *
 * Mixture over normal shifts (Robbins, Annals of Mathematical Statistics 41, 1970), with Student's t in place of the normal for noise
 * that was learnt from so many days; mixed with "no shift of this measure", by its odds.
 */
export function evidenceRatio({ sum, information }: ShiftEvidence, { measure }: LearntMeasure, days: number): number {
  const { usualShift, odds } = MEASURE_TRAITS[measure];
  if (information === 0) return 1;
  return 1 - odds + odds * shiftRatio(sum ** 2 / information, usualShift ** 2 * information, days);
}

/** `squared` is the square of the shift in its own deviations; `widening` how much further than chance usual shifts are spread, squared. */
function shiftRatio(squared: number, widening: number, days: number): number {
  const without = 1 + squared / days;
  const having = 1 + squared / (days * (1 + widening));
  return (without / having) ** ((days + 1) / 2) / Math.sqrt(1 + widening);
}
