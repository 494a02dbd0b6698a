import type { Sql } from "postgres";

/** Whether an index is there and whole: one that was left behind by an interruption is there, and of no use. */
export async function isIndexed(sql: Sql, name: string): Promise<boolean> {
  const [index] = await sql`
    select exists (select from pg_index where indexrelid = to_regclass(${name}) and indisvalid) as is_whole`;
  return index?.is_whole === true;
}
