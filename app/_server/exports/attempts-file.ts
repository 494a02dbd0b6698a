import { type AttemptRecord, attemptRecordSchema } from "@/lib/contract/requests";
import { type CsvValue, csvLine } from "@/lib/domain/csv-line";

const CHUNK_CHARACTERS = 128 * 1024;
// Object.keys forgets which names it was given.
const COLUMNS = Object.keys(attemptRecordSchema.shape) as (keyof AttemptRecord)[];

/** The bytes of a file of attempts as they come: CSV with a header, or JSON, one attempt a line. */
export async function* attemptsFile(
  batches: AsyncIterable<readonly AttemptRecord[]>,
  format: "csv" | "jsonl",
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const encoder = new TextEncoder();
  const line = format === "csv" ? csvOf : (attempt: AttemptRecord) => `${JSON.stringify(attempt)}\n`;
  let text = format === "csv" ? `${csvLine(COLUMNS)}\r\n` : "";
  for await (const attempts of batches) {
    for (const attempt of attempts) {
      text += line(attempt);
      if (text.length < CHUNK_CHARACTERS) continue;
      yield encoder.encode(text);
      text = "";
    }
  }
  if (text !== "") yield encoder.encode(text);
}

function csvOf(attempt: AttemptRecord): string {
  return `${csvLine(COLUMNS.map((column) => fieldOf(attempt[column])))}\r\n`;
}

function fieldOf(value: AttemptRecord[keyof AttemptRecord]): CsvValue {
  if (typeof value === "boolean") return String(value);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.join(" ");
  return JSON.stringify(value);
}
