import { setImmediate } from "node:timers/promises";
import { type ImportedScores, SCORE_PROBLEMS_MAX } from "@/lib/contract/score-files";
import { type Score, scoreSchema } from "@/lib/contract/scores";
import { describeIssue } from "../describe-issue";
import { recordErrors } from "../record-errors";
import { readScoreCsv } from "./read-score-csv";

type ScoreFile = Pick<ImportedScores, "rows" | "rejected" | "problems"> & { scores: Score[] };

/** After so many rows others get their turn. */
const ROWS_A_TURN = 1_000;

/**
 * The scores of a CSV of any number of rows, and of each row that is none the line, the field and why.
 *
 * Throws INVALID where the file is no CSV at all.
 */
export async function readScoreFile(text: string): Promise<ScoreFile> {
  const scores: Score[] = [];
  const problems: ScoreFile["problems"] = [];
  const rows = readScoreCsv(text);
  for (const [place, { line, value }] of rows.entries()) {
    if (place % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
    const result = scoreSchema.safeParse(value, { error: describeIssue });
    if (result.success) scores.push(result.data);
    else if (problems.length < SCORE_PROBLEMS_MAX) {
      for (const { path, message } of recordErrors(result.error.issues)) problems.push({ line, path, message });
    }
  }
  return {
    ...{ rows: rows.length, rejected: rows.length - scores.length, scores },
    problems: problems.slice(0, SCORE_PROBLEMS_MAX),
  };
}
