import type { TransactionSql } from "postgres";
import { isoDay } from "./partition-days";

/** Notes that a day's partition is gone: from now on its file alone has its attempts. */
export async function noteDropped(tx: TransactionSql, day: number): Promise<void> {
  await tx`
    update archived_day set dropped_at = now(), fingerprint = null, restored_until = null
    where day = ${isoDay(day)}::date and file is not null`;
}
