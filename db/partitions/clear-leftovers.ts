import type { Sql } from "postgres";
import { z } from "zod";

const namesSchema = z.array(z.object({ name: z.string() }));

/**
 * Drops the indexes of a day's table that an interrupted run left behind: every row has to be entered in them, and none is found.
 *
 * Not within a transaction.
 */
export async function clearLeftovers(sql: Sql, { table }: { table: string }): Promise<void> {
  // Another process may be building on the same day, having led a moment ago: what it builds is no leftover.
  const leftovers = await sql`
    select indexrelid::regclass::text as name from pg_index i
    where indrelid = to_regclass(${table}) and not indisvalid
      and not exists (select from pg_stat_progress_create_index p where p.relid = i.indrelid)`;
  // Names come quoted.
  for (const { name } of namesSchema.parse(leftovers)) await sql.unsafe(`drop index concurrently if exists ${name}`);
}
