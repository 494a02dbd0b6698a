import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { type Score, scoreSchema } from "@/lib/contract/scores";
import { describeIssue } from "../describe-issue";
import { type PostedRecord, parseLogsBody } from "../parse-logs-body";
import { recordErrors } from "../record-errors";
import { type InvalidRecord, reject } from "../validate-records";
import { readScoreCsv } from "./read-score-csv";

/**
 * The scores of a post: JSON as of logs, or a CSV file whose first line names the fields. A bad one is rejected with its field and
 * never spoils the others.
 *
 * Throws INVALID for a body that is neither, TOO_LARGE beyond 10,000 scores.
 */
export function readScores(
  text: string,
  contentType: string | null,
): { valid: { index: number; score: Score }[]; invalid: InvalidRecord[] } {
  const valid: { index: number; score: Score }[] = [];
  const invalid: InvalidRecord[] = [];
  for (const [index, item] of postedScores(text, contentType).entries()) {
    if ("unreadable" in item) {
      invalid.push(reject(index, undefined, [{ path: "", message: item.unreadable }]));
      continue;
    }
    const result = scoreSchema.safeParse(item.value, { error: describeIssue });
    if (result.success) valid.push({ index, score: result.data });
    else invalid.push(reject(index, item.value, recordErrors(result.error.issues)));
  }
  return { valid, invalid };
}

function postedScores(text: string, contentType: string | null): PostedRecord[] {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  return type === "text/csv" ? csvScores(text) : parseLogsBody(text, contentType, "scores");
}

function csvScores(text: string): PostedRecord[] {
  const rows = readScoreCsv(text);
  if (rows.length > MAX_RECORDS_PER_POST) {
    throw new AppError("TOO_LARGE", `At most ${MAX_RECORDS_PER_POST.toLocaleString("en")} scores may be sent at once`);
  }
  return rows.map(({ value }) => ({ value }));
}
