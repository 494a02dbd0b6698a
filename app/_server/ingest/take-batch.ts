import type { ImportState } from "@/db/imports/import-row";
import { moveImport } from "@/db/imports/move-import";
import { IMPORT_SOURCE } from "@/lib/contract/imports";
import type { IngestReply } from "@/lib/contract/log-record";
import type { ReadBatch, TakenBatch } from "@/lib/ingest/import/row-batch";
import type { Ingest } from "./create-ingest";

const ORIGIN = { keyId: null, source: IMPORT_SOURCE, bytes: 0 };

export type TakeBatch = {
  ingest: Ingest;
  run: ImportState;
  /** Attempts that started before this have no raw rows to be compared with, in epoch ms. */
  rawFromMs: number;
  batch: TakenBatch;
  read: ReadBatch;
};

/**
 * Stores what rows of an import say, and its new place with them: however often it is interrupted, each row counts once.
 *
 * Of rows it is already past, those whose raw attempts are still there are sent again and found to be duplicates; older
 * ones are taken for such unsent, since nothing is left to compare them with.
 */
export async function takeBatch({ ingest, run, rawFromMs, batch, read }: TakeBatch): Promise<IngestReply> {
  const to = batch.from + batch.rows.length;
  if (run.isFinished || (to <= run.rowsDone && batch.rows.length > 0)) {
    const recent = [...read.records.entries()].filter(
      ([, { record }]) => !(Date.parse(String(record.started_at)) < rawFromMs),
    );
    const reply = await ingest.submitHistory(
      recent.map(([, { record }]) => ({ value: record })),
      ORIGIN,
    );
    const rejected = reply.rejected.map((one) => ({
      ...one,
      index: recent[one.index]?.[0] ?? one.index,
    }));
    return { ...reply, rejected, duplicates: reply.duplicates + read.records.length - recent.length };
  }
  const values = read.records.map(({ record }) => ({ value: record }));
  return ingest.submitHistory(values, ORIGIN, {
    alongside: (tx, { accepted, duplicates }) =>
      moveImport(tx, {
        ...{ key: run.key, from: batch.from, to, isLast: batch.isLast, place: batch.place, accepted, duplicates },
        rejected: read.unreadable.length + values.length - accepted - duplicates,
        ignored: read.ignored,
      }),
  });
}
