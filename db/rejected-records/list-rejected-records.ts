import { desc, eq, sql } from "drizzle-orm";
import type { RejectedRecord } from "@/lib/contract/rejected-records";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { rejectedRecord } from "../schema/rejected-records";

/** The records refused last, newest first, each with the name of the key it came by. Only the newest are kept at all. */
export async function listRejectedRecords(db: Db, input: { limit: number }): Promise<RejectedRecord[]> {
  const { seq, receivedAt, recordId, errors, sample, keyId } = rejectedRecord;
  const rows = await db
    .select({ seq, receivedAt, keyName: apiKey.name, recordId, errors, sample })
    .from(rejectedRecord)
    .leftJoin(apiKey, eq(sql`${apiKey.id}::text`, keyId))
    .orderBy(desc(seq))
    .limit(input.limit);
  return rows.map((row) => ({
    seq: row.seq,
    received_at: new Date(row.receivedAt).toISOString(),
    key_name: row.keyName,
    record_id: row.recordId,
    errors: row.errors,
    sample: row.sample,
  }));
}
