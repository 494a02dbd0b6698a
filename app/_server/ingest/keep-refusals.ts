import type { Sql } from "postgres";
import { insertRejectedRecords } from "@/db/rejected-records/insert-rejected-records";
import type { Sender } from "@/lib/domain/ingest-checks/arrived";
import { quarantined } from "@/lib/ingest/quarantine";
import type { RefusedRecord } from "@/lib/ingest/validate-records";
import { log } from "@/lib/log";

const KEPT_PER_POST = 1_000;

/** Puts refused records into quarantine; a failure here must not make the router send again what is stored. */
export async function keepRefusals(
  sql: Sql,
  { keyId, source }: Sender,
  rejected: readonly RefusedRecord[],
  nowUs: number,
): Promise<void> {
  if (rejected.length === 0) return;
  const records = rejected
    .slice(0, KEPT_PER_POST)
    .map(({ id, errors, sent }) => ({ recordId: id, errors, ...quarantined(sent) }));
  try {
    await insertRejectedRecords(sql, { keyId, source, receivedAt: new Date(nowUs / 1_000), records });
  } catch (error) {
    log.warn({ err: error }, "Refused records were not kept");
  }
}
