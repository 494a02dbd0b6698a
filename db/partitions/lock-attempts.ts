import type { TransactionSql } from "postgres";

/**
 * Keeps every partition from being dropped until the transaction ends; nobody else is held up.
 *
 * First thing in a transaction that goes by `raw_from`: that mark is raised before anything is dropped, so a snapshot
 * taken after this either sees it raised or finds all attempts.
 */
export async function lockAttempts(tx: TransactionSql): Promise<void> {
  await tx.unsafe("lock table attempt in access share mode");
}
