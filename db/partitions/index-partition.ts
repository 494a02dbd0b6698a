import type { Sql } from "postgres";
import { clearLeftovers } from "./clear-leftovers";
import { isIndexed } from "./is-indexed";

export type PartitionIndex = {
  table: string;
  name: string;
  /** What follows the table's name where the index is made. */
  definition: string;
};

/**
 * Makes an index of a day's table beside reads and writes, in place of what an interrupted run left behind.
 *
 * Says whether it was made; where it is there, or the table is not, there is nothing to do. Not within a transaction.
 */
export async function indexPartition(sql: Sql, { table, name, definition }: PartitionIndex): Promise<boolean> {
  const [known] = await sql`select to_regclass(${table}) is not null as is_there`;
  if (known?.is_there !== true || (await isIndexed(sql, name))) return false;
  await clearLeftovers(sql, { table });
  await sql.unsafe(`create index concurrently if not exists ${name} on ${table} ${definition}`);
  return true;
}
