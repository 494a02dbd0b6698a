import { formatInstantUs } from "@/lib/domain/time/instant";
import { parseTimeUs } from "../parse-time";
import type { ImportOptions } from "./import-options";
import { createRowMapper, type MappedRow, unmappedColumns } from "./map-row";
import { clockInstantUs } from "./parse-clock";
import type { FileRow } from "./read-rows";
import type { BatchReader, ReadBatch } from "./row-batch";

/** How columns become fields, and where times come from. */
export type ColumnOptions = Pick<ImportOptions, "maps" | "values" | "sets" | "zone" | "clock">;

export type ColumnImport = {
  options: ColumnOptions;
  /** Names the import; keys of rows without an id are made of it. */
  identity: string;
  /** The moment that counts as "now": the same in every run of one import. */
  anchorUs: number;
  /** Added to every time. */
  shiftUs: number;
};

const KEY_DIGITS = 24;
const REQUIRED = ["model", "duration_ms"] as const;

/** Reads rows whose columns are fields of a record, or are mapped to them. The same rows give the same keys and times again. */
export function columnBatchReader(input: ColumnImport): BatchReader {
  const { options, identity } = input;
  const mapRow = createRowMapper(options);
  return ({ from, rows }) => {
    const ignored = new Set<string>();
    const read: ReadBatch = { records: [], unreadable: [], ignored: 0, ignoredColumns: [] };
    for (const [index, item] of rows.entries()) {
      const { line } = item;
      if ("error" in item) {
        read.unreadable.push({ line, reason: item.error });
        continue;
      }
      for (const column of unmappedColumns(item.row, options.maps)) ignored.add(column);
      const record = mapRow(item.row);
      const missing = placeInTime(record, from + index, input);
      if (missing !== null) {
        read.unreadable.push({ line, reason: missing });
        continue;
      }
      record.id ??= `${identity.slice(-KEY_DIGITS)}-${from + index}`;
      read.records.push({ line, record });
    }
    return { ...read, ignoredColumns: [...ignored] };
  };
}

/** The end of the last record of a file, in epoch µs before any shift; null when no row has a readable time. */
export async function findLastEndUs(
  rows: AsyncIterable<FileRow>,
  options: ColumnOptions,
  anchorUs: number,
): Promise<number | null> {
  const mapRow = createRowMapper(options);
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

/** Writes the record's instant, or says what it lacks. */
function placeInTime(record: MappedRow, position: number, input: ColumnImport): string | null {
  const { options, anchorUs, shiftUs } = input;
  for (const field of REQUIRED) {
    if (record[field] === undefined) return `${field} is missing: map a column to it, or set it`;
  }
  if (record.outcome === undefined && record.http_status === undefined) {
    return "outcome and http_status are missing: map a column to one of them, or set it";
  }
  const time = record.started_at;
  const startUs = timeOf(record, position, options, anchorUs);
  if (startUs !== null) {
    record.started_at = formatInstantUs(startUs + shiftUs);
    return null;
  }
  if (time === undefined) return "started_at is missing: map a column to it";
  if (options.zone === null && parseTimeUs(time, "UTC") !== null) {
    return "started_at names no zone: say which one times without one are in";
  }
  return "started_at is not a time";
}

function timeOf(record: MappedRow, position: number, options: ColumnOptions, anchorUs: number): number | null {
  const time = record.started_at;
  if (time !== undefined) return parseTimeUs(time, options.zone);
  return options.clock === null ? null : clockInstantUs(options.clock, position, anchorUs);
}
