import type { Sql } from "postgres";
import { z } from "zod";
import { partitionName } from "./partition-days";

/** What an entry of the key takes in a packed index: 24 bytes of values, 8 of header, 4 of line pointer, 90 % full pages. */
const PACKED_BYTES_PER_ROW = 40.6;
const LOOSE = 1.15;
// Below this there is nothing worth the work.
const LOOSE_BYTES_MIN = 8 * 1024 * 1024;

/** Another process may be packing the same day, having led a moment ago: what it builds is no leftover. */
const IS_IDLE = "not exists (select from pg_stat_progress_create_index p where p.relid = i.indrelid)";

const looseSchema = z.object({ name: z.string(), bytes: z.coerce.number(), rows: z.number().nullable() });

/**
 * Rebuilds the key of one day's partition if it is loose, and says whether it was: several clients that post at once
 * leave its pages a third empty. Meant for days that have settled.
 *
 * Reads and writes go on meanwhile. Not within a transaction. What an interrupted run left behind is cleared first.
 */
export async function packPartition(sql: Sql, input: { day: number }): Promise<boolean> {
  const table = partitionName(input.day);
  for (const { name } of await listIndexes(sql, table, `not i.indisvalid and ${IS_IDLE}`)) {
    await sql.unsafe(`drop index concurrently if exists ${name}`);
  }
  const [index] = await listIndexes(sql, table, "i.indisvalid and i.indisunique");
  if (!index || index.rows === null || index.bytes < LOOSE_BYTES_MIN) return false;
  if (index.bytes < index.rows * PACKED_BYTES_PER_ROW * LOOSE) return false;
  await sql.unsafe(`reindex index concurrently ${index.name}`);
  return true;
}

/** Names come quoted; rows are the planner's estimate, null before the first vacuum. */
async function listIndexes(sql: Sql, table: string, condition: string) {
  const rows = await sql.unsafe(
    `select i.indexrelid::regclass::text as name, pg_relation_size(i.indexrelid) as bytes,
       nullif(t.reltuples, -1)::float8 as rows
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.oid = to_regclass($1) and ${condition}`,
    [table],
  );
  return z.array(looseSchema).parse(rows);
}
