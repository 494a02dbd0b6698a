import type { Sql } from "postgres";
import { insertRejectedRecords } from "@/db/rejected-records/insert-rejected-records";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";
import { storableRecord } from "@/lib/ingest/storable-record";
import type { InvalidRecord } from "@/lib/ingest/validate-records";
import { log } from "@/lib/log";

const STORED_PER_POST = 1_000;

/** Stores rejected records; a failure here must not make the router send again what is stored. */
export async function storeRejected(
  sql: Sql,
  { keyId, source }: IngestSource,
  rejected: readonly InvalidRecord[],
  nowUs: number,
): Promise<void> {
  if (rejected.length === 0) return;
  const records = rejected
    .slice(0, STORED_PER_POST)
    .map(({ id, errors, sent }) => ({ recordId: id, errors, ...storableRecord(sent) }));
  try {
    await insertRejectedRecords(sql, { keyId, source, receivedAt: new Date(nowUs / 1_000), records });
  } catch (error) {
    log.warn({ err: error }, "Rejected records were not stored");
  }
}
