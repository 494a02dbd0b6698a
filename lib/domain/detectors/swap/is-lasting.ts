import type { LearntMeasure, Observation } from "./learn-series";
import { MEASURE_TRAITS } from "./measures";
import { addHour, evidenceRatio, noEvidence, type ShiftEvidence } from "./shift-evidence";

/** The evidence of all measures from one hour on, which the change may have begun at. */
export type Start = { hour: number; shifts: readonly ShiftEvidence[] };

/** Of changes of speed alone, so many at most are taken for a swap: one in a hundred, by Ville's inequality. */
export const PRIMARY_RATIO_MIN = 100;
/** A batch of other work or a bad night is over sooner. */
export const LASTING_HOURS = 12;
const LASTING_PART = 0.5;
/** A model slowed to three quarters or less is cut short by deadlines, so that shorter answers say nothing then. */
const CUT_BELOW = Math.log(0.75);

/**
 * Whether answers or reasoning themselves are clearly others since a start, and at least half as much so in the later half of the time.
 *
 * `observed` are the hours since then.
 */
export function isLasting(
  { shifts }: Start,
  observed: readonly (readonly Observation[])[],
  measures: readonly LearntMeasure[],
  days: number,
): boolean {
  if (observed.length < LASTING_HOURS) return false;
  const isCut = estimate(shifts[measures.findIndex(({ measure }) => measure === "tokensPerSecond")]) < CUT_BELOW;
  let ratio = 1;
  let lasts = false;
  for (const [index, learnt] of measures.entries()) {
    const evidence = shifts[index];
    if (!evidence || !MEASURE_TRAITS[learnt.measure].isPrimary) continue;
    const shift = estimate(evidence);
    if (isCut && learnt.measure === "outputTokens" && shift < 0) continue;
    const own = evidenceRatio(evidence, learnt, days);
    ratio *= own;
    const hours = observed.map((observations) => observations[index]);
    const later = laterEvidence(hours, learnt.noise.memory);
    if (own > 1 && estimate(later) * Math.sign(shift) >= LASTING_PART * Math.abs(shift)) lasts = true;
  }
  return lasts && ratio >= PRIMARY_RATIO_MIN;
}

/** What the later half of the hours adds to the evidence of a change before the first. */
function laterEvidence(hours: readonly (Observation | undefined)[], memory: number): ShiftEvidence {
  const evidence = noEvidence();
  const middle = Math.floor(hours.length / 2);
  let earlier = { ...evidence };
  for (const [place, observation] of hours.entries()) {
    if (place === middle) earlier = { ...evidence };
    if (observation) addHour(evidence, observation, memory);
  }
  return { ...evidence, sum: evidence.sum - earlier.sum, information: evidence.information - earlier.information };
}

function estimate(evidence: ShiftEvidence | undefined): number {
  return evidence && evidence.information > 0 ? evidence.sum / evidence.information : 0;
}
