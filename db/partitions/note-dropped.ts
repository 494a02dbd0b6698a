import type { TransactionSql } from "postgres";
import { isoDay } from "./partition-days";

/** Notes that a day's partition is gone: from now on its file alone has its attempts, and where it has none there is nothing to archive. */
export async function noteDropped(tx: TransactionSql, day: number): Promise<void> {
  await tx`
    update archived_day set dropped_at = now(), fingerprint = null, restored_until = null, tried_at = null, error = null
    where day = ${isoDay(day)}::date`;
}
