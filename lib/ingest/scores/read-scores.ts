import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import { type Score, scoreSchema } from "@/lib/contract/scores";
import { unguardedCsv } from "@/lib/domain/csv-line";
import { csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { describeIssue } from "../describe-issue";
import { describeCsvError } from "../import/describe-csv-error";
import { type PostedRecord, parseLogsBody } from "../parse-logs-body";
import { recordErrors } from "../record-errors";
import { type InvalidRecord, reject } from "../validate-records";

const HEADER_MAX = 10_000;
const NUMBERS = new Set(["value", "weight"]);
const PLAIN_NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const recordsSchema = z.array(z.record(z.string(), z.string()));

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
  const rows = csvRows(text);
  if (rows.length > MAX_RECORDS_PER_POST) {
    throw new AppError("TOO_LARGE", `At most ${MAX_RECORDS_PER_POST.toLocaleString("en")} scores may be sent at once`);
  }
  return rows.map((row) => ({ value: Object.fromEntries(Object.entries(row).flatMap(fieldOf)) }));
}

function csvRows(text: string): Record<string, string>[] {
  try {
    const options = { columns: true, bom: true, trim: true, skip_empty_lines: true } as const;
    return recordsSchema.parse(parse(text, { ...options, delimiter: csvDelimiter(text.slice(0, HEADER_MAX)) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `Line ${error.lines}: ` : "";
    throw new AppError("INVALID", `${line}${describeCsvError(error)}`);
  }
}

/** An empty field is not given; a number that is none stays the text it is, which its schema names. */
function fieldOf([name, raw]: [string, string]): [string, string | number][] {
  const text = unguardedCsv(raw);
  if (text === "") return [];
  return [[name, NUMBERS.has(name) && PLAIN_NUMBER.test(text) ? Number(text) : text]];
}
