import type { IngestReply } from "@/lib/contract/log-record";
import { formatInstantUs } from "@/lib/domain/instant";
import type { ImportOptions } from "./import-options";
import { createSummary, type ImportSummary } from "./import-summary";
import { createRowMapper, foreignColumns, type MappedRow } from "./map-row";
import { clockInstantUs } from "./parse-clock";
import { parseTimeUs } from "./parse-time";
import type { FileRow } from "./read-rows";

export type ImportInput = {
  options: ImportOptions;
  /** Names the import; keys of rows without an id are made of it. */
  identity: string;
  /** The moment that counts as "now": the same in every run of one import. */
  anchorUs: number;
  /** Added to every time. */
  shiftUs: number;
  /** Validates and stores records as if a router had sent them. */
  submit: (records: MappedRow[]) => Promise<IngestReply>;
  onProgress?: (totals: Pick<ImportSummary, "read" | "accepted" | "duplicates" | "rejected">) => void;
};

const REQUIRED = ["model", "duration_ms"] as const;
const KEY_DIGITS = 24;

/** Sends every row of a file on as a record, in batches, and tells what became of them. Safe to repeat and to resume. */
export async function importRows(rows: AsyncIterable<FileRow>, input: ImportInput): Promise<ImportSummary> {
  const { options, identity, submit, onProgress } = input;
  const mapRow = createRowMapper(options.maps, options.sets);
  const summary = createSummary();
  let records: MappedRow[] = [];
  let lines: number[] = [];
  let position = -1;

  async function flush() {
    if (records.length > 0) summary.addReply(await submit(records), lines);
    records = [];
    lines = [];
    onProgress?.(summary.totals());
  }

  for await (const item of rows) {
    position += 1;
    summary.addRead();
    if ("error" in item) {
      summary.addUnreadable(item.error, item.line);
      continue;
    }
    for (const column of foreignColumns(item.row, options.maps)) summary.ignore(column);
    const record = mapRow(item.row);
    const missing = placeInTime(record, position, input);
    if (missing !== null) {
      summary.addUnreadable(missing, item.line);
      continue;
    }
    record.id ??= `${identity.slice(0, KEY_DIGITS)}-${position}`;
    records.push(record);
    lines.push(item.line);
    if (records.length >= options.batchSize) await flush();
  }
  await flush();
  return summary.result();
}

/** The end of the last record of a file, in epoch µs before any shift; null when no row has a readable time. */
export async function findLastEndUs(
  rows: AsyncIterable<FileRow>,
  options: ImportOptions,
  anchorUs: number,
): Promise<number | null> {
  const mapRow = createRowMapper(options.maps, options.sets);
  let lastUs: number | null = null;
  let position = -1;
  for await (const item of rows) {
    position += 1;
    if ("error" in item) continue;
    const record = mapRow(item.row);
    const startUs = timeOf(record, position, options, anchorUs);
    if (startUs === null) continue;
    const durationMs = record.duration_ms;
    const endUs = startUs + (typeof durationMs === "number" && durationMs > 0 ? Math.round(durationMs * 1000) : 0);
    if (lastUs === null || endUs > lastUs) lastUs = endUs;
  }
  return lastUs;
}

/** Writes the record's instant, or says what it lacks in the words of this command. */
function placeInTime(record: MappedRow, position: number, input: ImportInput): string | null {
  const { options, anchorUs, shiftUs } = input;
  for (const field of REQUIRED) {
    if (record[field] === undefined) return `${field} is missing: give --map ${field}=COLUMN or --set ${field}=VALUE`;
  }
  if (record.outcome === undefined && record.http_status === undefined) {
    return "outcome and http_status are missing: give --map or --set for one of them";
  }
  const time = record.started_at;
  const startUs = timeOf(record, position, options, anchorUs);
  if (startUs !== null) {
    record.started_at = formatInstantUs(startUs + shiftUs);
    return null;
  }
  if (time === undefined) return "started_at is missing: give --map started_at=COLUMN or --clock START,STEP";
  if (options.zone === null && parseTimeUs(time, "UTC") !== null) {
    return "started_at names no zone: give --zone UTC or another IANA zone";
  }
  return "started_at is not a time";
}

function timeOf(record: MappedRow, position: number, options: ImportOptions, anchorUs: number): number | null {
  const time = record.started_at;
  if (time !== undefined) return parseTimeUs(time, options.zone);
  return options.clock === null ? null : clockInstantUs(options.clock, position, anchorUs);
}
