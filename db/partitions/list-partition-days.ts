import type { ISql } from "postgres";
import { partitionDay } from "./partition-days";

/** The days that have a partition, ascending. */
export async function listPartitionDays(sql: ISql): Promise<number[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'attempt_row'::regclass
  `;
  return rows.flatMap(({ name }) => partitionDay(name) ?? []).sort((a, b) => a - b);
}
