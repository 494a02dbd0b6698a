import type { TransactionSql } from "postgres";
import { dayOfUs, dayStart } from "../partitions/partition-days";

/**
 * Has the consumers of days that are over counted anew, of which attempts came or changed; `todayUs` is an instant of the
 * running day, whose consumers are not counted yet.
 */
export async function forgetConsumerDays(
  tx: TransactionSql,
  startsUs: Iterable<number>,
  todayUs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const days = new Set<number>();
  const today = dayOfUs(todayUs);
  for (const startUs of startsUs) if (dayOfUs(startUs) < today) days.add(dayOfUs(startUs));
  if (days.size === 0) return;
  await tx`
    delete from consumer_day
    where starts_at = any(${[...days].sort((a, b) => a - b).map(dayStart)}::text[]::timestamptz[])`;
}
