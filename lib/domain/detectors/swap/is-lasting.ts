import type { LearntMeasure } from "./learn-series";
import { MEASURE_TRAITS, type SwapMeasure } from "./measures";
import { evidenceRatio, type ShiftEvidence } from "./shift-evidence";

/** The evidence of all measures from one hour on, which the change may have begun at. */
export type Start = { hour: number; shifts: readonly ShiftEvidence[] };

/** Of changes of speed alone, so many at most are taken for a swap: one in a hundred, by Ville's inequality. */
export const PRIMARY_RATIO_MIN = 100;
/** A batch of other work or a bad night is over sooner. */
export const LASTING_HOURS = 12;
const LASTING_PART = 0.5;
/** A model slowed to three quarters or less is cut short by deadlines, so that shorter answers say nothing then. */
const CUT_BELOW = Math.log(0.75);

/** Whether answers or reasoning themselves are clearly others since a start, and at least half as much so in the later half of the time. */
export function isLasting(
  start: Start,
  starts: readonly Start[],
  now: number,
  measures: readonly LearntMeasure[],
  days: number,
): boolean {
  if (now - start.hour + 1 < LASTING_HOURS) return false;
  const middle = starts.find(({ hour }) => hour >= (start.hour + now + 1) / 2);
  const isCut = shiftOf(start, measures, "tokensPerSecond") < CUT_BELOW;
  let ratio = 1;
  let lasts = false;
  for (const [index, learnt] of measures.entries()) {
    const evidence = start.shifts[index];
    if (!evidence || !MEASURE_TRAITS[learnt.measure].isPrimary) continue;
    const shift = estimate(evidence);
    if (isCut && learnt.measure === "outputTokens" && shift < 0) continue;
    const own = evidenceRatio(evidence, learnt, days);
    ratio *= own;
    const later = estimate(middle?.shifts[index]);
    if (own > 1 && later * Math.sign(shift) >= LASTING_PART * Math.abs(shift)) lasts = true;
  }
  return lasts && ratio >= PRIMARY_RATIO_MIN;
}

function shiftOf({ shifts }: Start, measures: readonly LearntMeasure[], measure: SwapMeasure): number {
  return estimate(shifts[measures.findIndex((learnt) => learnt.measure === measure)]);
}

function estimate(evidence: ShiftEvidence | undefined): number {
  return evidence && evidence.information > 0 ? evidence.sum / evidence.information : 0;
}
