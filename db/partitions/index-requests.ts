import type { Sql } from "postgres";
import { listPartitionDays } from "./list-partition-days";
import { partitionName } from "./partition-days";
import { summarizePartition } from "./summarize-partition";

/** About a megabyte of attempts, with as many requests in it at most; 1 in 100 of the others is read in vain. */
const RANGE = { pages: 32, requests: 3_000, falseShare: 0.01 };

/**
 * Has one day's attempts found by their request without reading all of them, or takes in what came since; meant for days
 * that have settled, as rows cost it much where they come one by one.
 *
 * A filter for each megabyte says which requests are not in it: 1.7 bytes a row. Reads and writes go on meanwhile.
 */
export async function indexRequests(sql: Sql, { day }: { day: number }): Promise<void> {
  const table = partitionName(day);
  // The expression is that of coalesce(request_id, id) in the view.
  const definition = `using brin ((
      coalesce(coalesce(request_uuid::text, request_text) collate "C", coalesce(id_uuid::text, id_text) collate "C")
    ) text_bloom_ops (n_distinct_per_range = ${RANGE.requests}, false_positive_rate = ${RANGE.falseShare}))
    with (pages_per_range = ${RANGE.pages})`;
  if (!(await summarizePartition(sql, { table, name: indexName(day), definition }))) return;
  // Else the planner takes the day for empty, or its requests for all alike, and reads on in the key.
  await sql.unsafe(`analyze ${table}`);
}

/** The days whose attempts are found by their request without reading all of them, ascending. */
export async function indexedDays(sql: Sql): Promise<number[]> {
  const days = await listPartitionDays(sql);
  const rows = await sql<{ name: string }[]>`
    select name from unnest(${days.map(indexName)}::text[]) name
    where exists (select from pg_index where indexrelid = to_regclass(name) and indisvalid)`;
  const names = new Set(rows.map(({ name }) => name));
  return days.filter((day) => names.has(indexName(day)));
}

function indexName(day: number): string {
  return `${partitionName(day)}_request`;
}
