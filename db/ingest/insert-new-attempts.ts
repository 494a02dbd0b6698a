import type { TransactionSql } from "postgres";
import { copyIn } from "@/db/driver/copy-in";
import type { EncodedAttempts } from "./encode-attempts";

const ID = `coalesce(id_uuid::text, id_text) collate "C"`;

/** COPYs encoded attempts straight into the table; fails with 23505 when any of them is there already. */
export function copyAttempts(tx: TransactionSql, { columns, bytes }: EncodedAttempts): Promise<void> {
  return copyIn(tx, `copy attempt_row (${columns.join(", ")}) from stdin (format binary)`, bytes);
}

/**
 * Stores those of the encoded attempts that are not there yet and returns their keys, as attemptKey writes them.
 *
 * By way of a table of the session's own, half as fast as copyAttempts: the rows that come back decide which are new,
 * whoever else stores the same at the same time.
 */
export async function insertNewAttempts(tx: TransactionSql, { columns, bytes }: EncodedAttempts): Promise<Set<string>> {
  const names = columns.join(", ");
  await tx.unsafe(
    "create temp table if not exists attempt_stage (like attempt_row including defaults) on commit delete rows",
  );
  await copyIn(tx, `copy attempt_stage (${names}) from stdin (format binary)`, bytes);
  const inserted = await tx.unsafe<{ started_at_us: string; id: string }[]>(`
    insert into attempt_row (bucket, ${names})
    select bucket, ${names} from attempt_stage order by bucket, started_at, ${ID}
    on conflict do nothing
    returning (extract(epoch from started_at) * 1000000)::bigint::text as started_at_us, ${ID} as id
  `);
  return new Set(inserted.map(({ started_at_us, id }) => attemptKey(Number(started_at_us), id)));
}

/** What makes an attempt the same attempt: its id together with its start. */
export function attemptKey(startedAtUs: number, id: string): string {
  return `${startedAtUs} ${id}`;
}
