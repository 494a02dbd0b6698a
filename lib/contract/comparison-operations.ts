import { cascadeOperation } from "./cascade";
import { comparisonOperation } from "./comparison";
import { recommendationOperation } from "./recommendation";
import { importScoreFileOperation } from "./score-files";
import { scoresOperation, storeScoresOperation } from "./scores";
import { winnersOperation } from "./winners";

/** The operations that set models beside each other, and of the scores among what they are compared by, in the order of the description. */
export const COMPARISON_OPERATIONS = [
  winnersOperation,
  comparisonOperation,
  recommendationOperation,
  cascadeOperation,
  storeScoresOperation,
  importScoreFileOperation,
  scoresOperation,
] as const;
