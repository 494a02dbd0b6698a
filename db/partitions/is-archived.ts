import type { Sql, TransactionSql } from "postgres";
import { US_PER_MS } from "@/lib/domain/time/units";
import { fingerprintPartition } from "./fingerprint-partition";
import { dayOfUs, isoDay, partitionName } from "./partition-days";

/**
 * Whether a day's file has the very rows of its partition, which nobody changes until the transaction ends. One whose rows have
 * changed is marked, to be archived anew.
 */
export async function isArchived(tx: TransactionSql, day: number): Promise<boolean> {
  const [known] = await tx<{ fingerprint: string | null }[]>`
    select fingerprint from archived_day where day = ${isoDay(day)}::date`;
  if (!known || known.fingerprint === null) return false;
  await tx.unsafe(`lock table ${partitionName(day)} in share mode`);
  if ((await fingerprintPartition(tx, day)) === known.fingerprint) return true;
  await tx`update archived_day set fingerprint = null where day = ${isoDay(day)}::date`;
  return false;
}

/** Days read back from their files whose time is not over. */
export async function listRestoredDays(sql: Sql): Promise<ReadonlySet<number>> {
  const rows = await sql<{ day: string }[]>`select day::text as day from archived_day where restored_until > now()`;
  return new Set(rows.map(({ day }) => dayOfUs(Date.parse(`${day}T00:00:00Z`) * US_PER_MS)));
}
