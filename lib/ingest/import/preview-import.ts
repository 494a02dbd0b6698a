import type { ImportOptions, ImportPreview } from "@/lib/contract/imports";
import { createPriceBook } from "@/lib/domain/pricing/price-book";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { HISTORY_MAX_DAYS, normalizeAttempt } from "../normalize-attempt";
import { describeError } from "../record-errors";
import { validateRecords } from "../validate-records";
import { cutDepth } from "./cut-depth";
import { optionsReader } from "./options-reader";
import { type FileRow, readTextRows } from "./read-rows";

const ROWS_SHOWN = 8;
const DEPTH_SHOWN = 20;
const PREVIEW_IDENTITY = "preview";

/** What the first rows of a file would become. Throws INVALID where it cannot be read as said. */
export async function previewImport(input: {
  text: string;
  format: "csv" | "json" | "jsonl";
  options: ImportOptions;
  nowUs: number;
}): Promise<ImportPreview> {
  const { text, format, options, nowUs } = input;
  const rows: FileRow[] = [];
  for await (const row of readTextRows({ text, format, header: null, firstLine: 1 })) {
    rows.push(row);
    if (rows.length === ROWS_SHOWN) break;
  }
  const columns = new Set(rows.flatMap((item) => ("row" in item ? Object.keys(item.row) : [])));
  const read = optionsReader(options, { identity: PREVIEW_IDENTITY, anchorUs: nowUs });
  // Prices and aliases refuse no row, and are not told here.
  const context = {
    nowUs,
    retainedDays: HISTORY_MAX_DAYS,
    aliases: new Map<string, string>(),
    prices: createPriceBook([]),
  };
  const unused = new Set<string>();
  // One by one, so that each row is told what it alone would become.
  const shown = rows.map((item, index) => {
    const { records, unreadable, ignored, ignoredColumns } = read({ from: index, rows: [item] });
    for (const column of ignoredColumns) unused.add(column);
    const { valid, invalid } = validateRecords(records.map(({ record }) => ({ value: record })));
    const record = valid[0]?.record;
    const attempt = record && normalizeAttempt(record, context);
    const unfit = Array.isArray(attempt) ? attempt : [];
    return {
      line: item.line,
      row: "row" in item ? shownFields(item.row) : null,
      record:
        record && unfit.length === 0
          ? recordFields({ ...record, started_at: formatInstantUs(record.started_at) })
          : null,
      reasons: [
        ...unreadable.map(({ reason }) => reason),
        ...invalid.flatMap(({ errors }) => errors.map(describeError)),
        ...unfit.map(describeError),
        ...(ignored > 0 ? ["Is no attempt"] : []),
      ],
    };
  });
  return { columns: [...columns], unused_columns: [...unused], rows: shown };
}

function shownFields(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cutDepth(value, DEPTH_SHOWN)]));
}

function recordFields(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined));
}
