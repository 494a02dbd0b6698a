import type { Sql } from "postgres";
import { indexPartition, type PartitionIndex } from "./index-partition";

/**
 * Makes an index of summaries (BRIN) of a day's table, or has the one that is there take in what came since it was made.
 *
 * Says whether it was made. Reads and writes go on meanwhile; not within a transaction.
 */
export async function summarizePartition(sql: Sql, index: PartitionIndex): Promise<boolean> {
  if (await indexPartition(sql, index)) return true;
  await sql`
    select brin_summarize_new_values(indexrelid) from pg_index
    where indexrelid = to_regclass(${index.name}) and indisvalid`;
  return false;
}
