import { AppError } from "@/lib/contract/error";
import { MAX_RECORDS_PER_POST } from "@/lib/contract/log-record";
import type { OtherReading } from "./usage/tokens";

/** How a record is meant: its usage can be read in another way too; its consumer and session are pseudonyms already. */
export type RecordMeaning = { otherReading?: OtherReading; isPseudonymous?: true };

/** One element of a post: what stood there, or why it could not be read. */
export type PostedRecord = ({ value: unknown } & RecordMeaning) | { unreadable: string };

const NDJSON_TYPES = new Set([
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
]);

const NEWLINE = 10;

/** The name that a post's list of records may have. */
type Holder = "logs" | "usage" | "scores";

/**
 * The records of a post's body: a JSON array, `{"logs":[…]}`, or one JSON value a line when the content type says so.
 *
 * Throws INVALID when the body is none of these, UNSUPPORTED for other content types, TOO_LARGE beyond 10,000 records.
 */
export function parseLogsBody(text: string, contentType: string | null, holder: Holder = "logs"): PostedRecord[] {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (NDJSON_TYPES.has(type)) return parseLines(text);
  if (type !== "" && type !== "application/json" && !type.endsWith("+json")) {
    throw new AppError("UNSUPPORTED", "Content-Type must be application/json or application/x-ndjson");
  }
  const records = recordsOf(parseJson(text), holder);
  checkCount(records.length);
  return records.map((value) => ({ value }));
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw new AppError("INVALID", "The body is empty");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID", "The body is not JSON", { cause });
  }
}

function recordsOf(body: unknown, holder: Holder): unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body === "object" && body !== null && Object.hasOwn(body, holder)) {
    const { [holder]: records, ...others }: Record<string, unknown> = { ...body };
    const unknown = Object.keys(others);
    if (unknown.length > 0) {
      const fields = Object.fromEntries(unknown.slice(0, 20).map((name) => [name.slice(0, 100), ["Unknown field"]]));
      throw new AppError("INVALID", `Only ${holder} may stand beside ${holder}`, { fields });
    }
    if (Array.isArray(records)) return records;
    throw new AppError("INVALID", `${holder} must be an array of records`, {
      fields: { [holder]: ["Must be an array"] },
    });
  }
  throw new AppError("INVALID", `The body must be an array of records or {"${holder}":[…]}`);
}

function parseLines(text: string): PostedRecord[] {
  const records: PostedRecord[] = [];
  for (let start = 0; start < text.length; ) {
    // A body of nothing but newlines must not cost a search and a string each.
    if (text.charCodeAt(start) === NEWLINE) {
      start++;
      continue;
    }
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end).trim();
    start = end < 0 ? text.length : end + 1;
    if (line === "") continue;
    records.push(parseLine(line));
    checkCount(records.length);
  }
  if (records.length === 0) throw new AppError("INVALID", "The body is empty");
  return records;
}

function parseLine(line: string): PostedRecord {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return { unreadable: "The line is not JSON" };
  }
}

function checkCount(count: number): void {
  if (count <= MAX_RECORDS_PER_POST) return;
  throw new AppError("TOO_LARGE", `At most ${MAX_RECORDS_PER_POST.toLocaleString("en")} records may be sent at once`);
}
