import type { TransactionSql } from "postgres";
import { dayStart } from "../partitions/partition-days";

/** Has the consumers of days (by their numbers) counted anew, of which attempts came or changed, in as far as they are. */
export async function forgetConsumerDays(tx: TransactionSql, days: ReadonlySet<number>): Promise<void> {
  if (days.size === 0) return;
  await tx`
    delete from consumer_day
    where starts_at = any(${[...days].sort((a, b) => a - b).map(dayStart)}::text[]::timestamptz[])`;
}
