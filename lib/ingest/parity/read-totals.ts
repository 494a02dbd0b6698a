import { AppError } from "@/lib/contract/error";
import type { ParityRow } from "@/lib/contract/parity";
import { integrationBatchReader } from "../import/read-integration-batch";
import type { FileRow } from "../import/read-rows";
import { PARITY_SOURCES } from "./parity-sources";
import { createTotals, totalsOfRecord } from "./sum-totals";
import { totalsOfRow } from "./totals-of-row";

const BATCH = 1_000;
const LINES_SHOWN = 3;
export type ReadTotals = { totals: ParityRow[]; rows: number; unreadable: number; firstLines: number[] };

/**
 * What the rows of a file say of each day and model: totals as a report has them, or single calls, added up here in days of UTC.
 *
 * Throws INVALID where not one row says anything.
 */
export async function readTotals(rows: AsyncIterable<FileRow>, source: string): Promise<ReadTotals> {
  const known = PARITY_SOURCES.find(({ name }) => name === source);
  if (!known) {
    const names = PARITY_SOURCES.map(({ name }) => name).join(", ");
    throw new AppError("INVALID", `source knows ${names}, not ${source}`);
  }
  const format = known.calls;
  const reader = format && integrationBatchReader({ format, anchorUs: Date.now() * 1_000 });
  const totals = createTotals();
  const read = { rows: 0, unreadable: 0, firstLines: [] as number[] };
  let batch: FileRow[] = [];

  const refuse = (line: number) => {
    read.unreadable += 1;
    if (read.firstLines.length < LINES_SHOWN) read.firstLines.push(line);
  };
  const flush = () => {
    if (!reader) for (const { line } of batch) refuse(line);
    else {
      const { records, unreadable } = reader({ from: 0, rows: batch });
      for (const { record } of records) {
        const call = totalsOfRecord(record);
        if (call) totals.addCall(String(record.id), call);
      }
      for (const { line } of unreadable) refuse(line);
    }
    batch = [];
  };

  for await (const item of rows) {
    read.rows += 1;
    const reported = "row" in item ? totalsOfRow(item.row) : null;
    if (reported) for (const total of reported) totals.add(total);
    else batch.push(item);
    if (batch.length >= BATCH) flush();
  }
  if (batch.length > 0) flush();
  const found = totals.rows();
  if (found.length > 0) return { totals: found, ...read };
  throw new AppError(
    "INVALID",
    `No row of the file names a day, a model and a value, nor a call as ${source} writes one`,
  );
}
