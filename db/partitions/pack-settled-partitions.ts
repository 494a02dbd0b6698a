import type { Sql } from "postgres";
import { indexMeasures } from "./index-measures";
import { indexRequests } from "./index-requests";
import { indexUnpriced } from "./index-unpriced";
import { listPartitionDays } from "./list-partition-days";
import { packPartition } from "./pack-partition";

/** By then nearly all of a day's records have come. */
const SETTLED_DAYS = 2;

/**
 * Packs, one after the other, the partitions of all days that had settled by `today` and has their requests found quickly;
 * of every day so far, the attempts that are first by a measure, and of those before today what has no cost. Says how many
 * were loose.
 */
export async function packSettledPartitions(sql: Sql, input: { today: number }): Promise<number> {
  let packed = 0;
  for (const day of await listPartitionDays(sql)) {
    if (day > input.today) continue;
    await indexMeasures(sql, { day });
    if (day < input.today) await indexUnpriced(sql, { day });
    if (day > input.today - SETTLED_DAYS) continue;
    if (await packPartition(sql, { day })) packed++;
    await indexRequests(sql, { day });
  }
  return packed;
}
