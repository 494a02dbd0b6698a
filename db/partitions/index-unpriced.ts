import type { Sql } from "postgres";
import { DAY_MS } from "@/lib/domain/time/units";
import { indexPartition } from "./index-partition";
import { isIndexed } from "./is-indexed";
import { partitionName } from "./partition-days";

/** Above this share of attempts without a cost, reading the day whole takes no longer, and the entries would take much room. */
const SHARE_MAX = 0.1;

/**
 * Has the attempts of a day that have no cost found without reading all others; meant for days that are over.
 *
 * 40 bytes for each of them, and none for those that have one. A day of which more than a tenth has none is left as it is.
 */
export async function indexUnpriced(sql: Sql, { day }: { day: number }): Promise<void> {
  const table = partitionName(day);
  const name = `${table}_unpriced`;
  if (await isIndexed(sql, name)) return;
  // A day whose sums are not all sealed yet is looked at again the next time.
  const [share] = await sql`
    select sum(attempts - priced) <= ${SHARE_MAX}::float8 * sum(attempts) as is_small
    from rollup_day_model where starts_at = ${startOf(day)}::text::timestamptz`;
  if (share?.is_small !== true) return;
  const definition =
    "(started_at) include (attribution_id, bucket, input_tokens, output_tokens) where cost_pico is null";
  await indexPartition(sql, { table, name, definition });
}

function startOf(day: number): string {
  return new Date(day * DAY_MS).toISOString();
}
