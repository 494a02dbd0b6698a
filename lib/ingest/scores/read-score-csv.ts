import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/contract/error";
import { unguardedCsv } from "@/lib/domain/csv-line";
import { csvDelimiter } from "@/lib/domain/ingest-checks/csv-delimiter";
import { describeCsvError } from "../import/describe-csv-error";

/** A row as the score it may be, and the line of the file on which it ends. */
type ScoreRow = { line: number; value: Readonly<Record<string, string | number>> };

const HEADER_MAX = 10_000;
const NUMBERS = new Set(["value", "weight"]);
const PLAIN_NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const rowsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number().int() }) }),
);

/** The rows of a CSV whose first line names the fields of a score. Throws INVALID where it is no CSV. */
export function readScoreCsv(text: string): ScoreRow[] {
  try {
    const options = { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true } as const;
    const rows = rowsSchema.parse(parse(text, { ...options, delimiter: csvDelimiter(text.slice(0, HEADER_MAX)) }));
    return rows.map(({ record, info }) => ({
      line: info.lines,
      value: Object.fromEntries(Object.entries(record).flatMap(fieldOf)),
    }));
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
