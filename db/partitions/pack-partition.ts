import type { Sql } from "postgres";
import { z } from "zod";
import { clearLeftovers } from "./clear-leftovers";
import { partitionName } from "./partition-days";

/** What an entry of the key takes in a packed index: 24 bytes of values, 8 of header, 4 of line pointer, 90 % full pages. */
const PACKED_BYTES_PER_ROW = 40.6;
const LOOSE = 1.15;
// Below this there is nothing worth the work.
const LOOSE_BYTES_MIN = 8 * 1024 * 1024;

const looseSchema = z.object({ name: z.string(), bytes: z.coerce.number(), rows: z.number().nullable() });

/**
 * Rebuilds the key of one day's partition if it is loose, and says whether it was: several clients that post at once
 * leave its pages a third empty. Meant for days that have settled.
 *
 * Reads and writes go on meanwhile. Not within a transaction. What an interrupted run left behind is cleared first.
 */
export async function packPartition(sql: Sql, input: { day: number }): Promise<boolean> {
  const table = partitionName(input.day);
  await clearLeftovers(sql, { table });
  const index = await readKey(sql, table);
  if (!index || index.rows === null || index.bytes < LOOSE_BYTES_MIN) return false;
  if (index.bytes < index.rows * PACKED_BYTES_PER_ROW * LOOSE) return false;
  await sql.unsafe(`reindex index concurrently ${index.name}`);
  return true;
}

/** The name comes quoted; rows are the planner's estimate, null before the first vacuum. */
async function readKey(sql: Sql, table: string) {
  const rows = await sql`
    select i.indexrelid::regclass::text as name, pg_relation_size(i.indexrelid) as bytes,
      nullif(t.reltuples, -1)::float8 as rows
    from pg_index i join pg_class t on t.oid = i.indrelid
    where t.oid = to_regclass(${table}) and i.indisvalid and i.indisunique`;
  return z.array(looseSchema).parse(rows)[0];
}
