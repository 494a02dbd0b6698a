import type { Sql } from "postgres";
import { getRetainedDay } from "./get-retained-day";
import { rebuildRollups } from "./rebuild-rollups";

/**
 * Counts one day anew, the newest, whose sums are older than some of their columns, if there is one with its attempts. Says
 * whether there may be more.
 */
export async function fillSums(sql: Sql): Promise<"more" | "done"> {
  const [next] = await sql<{ day: string }[]>`
    select day::text from rollup_fill
    where day::timestamp at time zone 'UTC' >= (select raw_from from rollup_state where id = 1) order by rollup_fill.day desc limit 1`;
  if (!next) return "done";
  const { day } = next;
  await rebuildRollups(sql, { from: day, to: day });
  // Rebuilding takes a day off; one with nothing in it is not rebuilt.
  if ((await getRetainedDay(sql, day)).hasRaw) await sql`delete from rollup_fill where day = ${day}::date`;
  return "more";
}
