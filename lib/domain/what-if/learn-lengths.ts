import { seededRandom } from "../seeded-random";
import type { LengthRange } from "./change-model";

/**
 * What one hour of traffic that two models both served says of their token counts: sums over classes of like attempts (same tier,
 * app and size) of each model's mean count, weighted alike for both.
 */
export type OverlapHour = { attemptsFrom: number; attemptsTo: number; meanFrom: number; meanTo: number };

export type LearntLength = LengthRange & {
  /** Attempts of the model that is changed to, and hours with both. */
  attempts: number;
  hours: number;
};

const HOURS_MIN = 8;
const ATTEMPTS_MIN = 50;
const RESAMPLES = 400;
const SEED = 14;
const TAIL = 0.025;

/**
 * The ratio of token counts between two models, as the 95 % interval of a bootstrap over hours; null where too little traffic was
 * served by both.
 *
 * Whole hours are drawn, because attempts of an hour are alike in more than their class.
 */
export function learnLength(hours: readonly OverlapHour[]): LearntLength | null {
  const known = hours.filter(({ meanFrom, meanTo }) => meanFrom > 0 && meanTo > 0);
  const attempts = known.reduce((sum, { attemptsTo }) => sum + attemptsTo, 0);
  const attemptsFrom = known.reduce((sum, hour) => sum + hour.attemptsFrom, 0);
  if (known.length < HOURS_MIN || Math.min(attempts, attemptsFrom) < ATTEMPTS_MIN) return null;
  const random = seededRandom(SEED);
  const ratios = Array.from({ length: RESAMPLES }, () => {
    let [from, to] = [0, 0];
    for (let drawn = 0; drawn < known.length; drawn++) {
      const hour = known[Math.floor(random() * known.length)];
      from += hour?.meanFrom ?? 0;
      to += hour?.meanTo ?? 0;
    }
    return to / from;
  }).sort((a, b) => a - b);
  const at = (share: number) => ratios[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))] ?? 1;
  return { low: at(TAIL), high: at(1 - TAIL), attempts, hours: known.length };
}

/** Where nothing was learnt: answers a third shorter to half longer, and inputs that another tokeniser counts a tenth apart. */
export const UNLEARNT_OUTPUT: LengthRange = { low: 2 / 3, high: 1.5 };
export const UNLEARNT_INPUT: LengthRange = { low: 0.9, high: 1.1 };
export const SAME_LENGTH: LengthRange = { low: 1, high: 1 };
