import type { Sql, TransactionSql } from "postgres";

type RestoredDay = { day: string; until: Date; fingerprint: string | null };

/** Notes until when a day that was read back from its file stays. */
export async function noteRestored(tx: TransactionSql, { day, until, fingerprint }: RestoredDay): Promise<void> {
  await tx`
    update archived_day set restored_until = ${until.toISOString()}::timestamptz, fingerprint = ${fingerprint}
    where day = ${day}::date`;
}

/** Lets a restored day go with the next round of retention; false where it was not restored. */
export async function releaseRestored(sql: Sql, day: string): Promise<boolean> {
  const { count } = await sql`
    update archived_day set restored_until = now() where day = ${day}::date and restored_until > now()`;
  return count > 0;
}
