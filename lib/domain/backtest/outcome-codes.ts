import { isFailure, isJudged, OUTCOMES } from "../outcome";

/** By an outcome's code: 1 where it is a failure. */
export const FAILED = Uint8Array.from(OUTCOMES, (outcome) => Number(isFailure(outcome)));

/** By an outcome's code: 1 where it says something of the model. */
export const JUDGED = Uint8Array.from(OUTCOMES, (outcome) => Number(isJudged(outcome)));
