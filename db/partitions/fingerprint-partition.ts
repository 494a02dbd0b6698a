import type { Sql, TransactionSql } from "postgres";
import { theRow } from "../the-row";
import { partitionName } from "./partition-days";

/**
 * What a day's rows are, all together: the same text is the same rows. Null where the day has no partition.
 *
 * Holds on one server only: hashes may differ between versions of PostgreSQL.
 */
export async function fingerprintPartition(sql: Sql | TransactionSql, day: number): Promise<string | null> {
  const table = partitionName(day);
  // json has no hash of its own. Names come quoted.
  const columns = await sql<{ value: string }[]>`
    select case when atttypid = 'json'::regtype then quote_ident(attname) || '::text' else quote_ident(attname) end as value
    from pg_attribute where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped order by attname`;
  if (columns.length === 0) return null;
  const row = columns.map(({ value }) => value).join(", ");
  const { fingerprint } = theRow(
    await sql.unsafe<{ fingerprint: string }[]>(
      `select count(*) || ' ' || coalesce(bit_xor(hash_record_extended(row(${row}), 0)), 0) as fingerprint from ${table}`,
    ),
  );
  return fingerprint;
}
