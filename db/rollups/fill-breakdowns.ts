import type { Sql } from "postgres";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayStart } from "../partitions/partition-days";
import { getRetainedDay } from "./get-retained-day";
import { rebuildRollups } from "./rebuild-rollups";

/**
 * Counts one day, the newest, for the breakdowns that have not got it, if there is one. Says whether there may be more.
 *
 * Each day is counted anew whole, for every level: it is then complete in one step, whatever was sealed meanwhile.
 */
export async function fillBreakdowns(sql: Sql): Promise<"more" | "done"> {
  await queueDays(sql);
  const [next] = await sql<{ day: string; ids: number[] }[]>`
    select day::text, array_agg(breakdown_id) as ids from breakdown_fill group by breakdown_fill.day order by breakdown_fill.day desc limit 1`;
  if (!next) return "done";
  const { day, ids } = next;
  if ((await getRetainedDay(sql, day)).hasRaw) await rebuildRollups(sql, { from: day, to: day });
  // Rebuilding takes a day off that it has counted; what is left is beyond counting, or a day with nothing in it.
  await sql.begin(async (tx) => {
    const left = await tx<{ id: number }[]>`
      delete from breakdown_fill where day = ${day}::date and breakdown_id = any(${ids}::int[]) returning breakdown_id as id`;
    const { hasRaw } = await getRetainedDay(tx, day);
    if (hasRaw || left.length === 0) return;
    await tx`
      update breakdown set filled_from = greatest(filled_from, (${day}::date + 1)::timestamp at time zone 'UTC')
      where id = any(${left.map(({ id }) => id)}::int[])`;
  });
  return "more";
}

/** Notes which days new breakdowns lack: all that may have attempts, of which some are sealed already. */
async function queueDays(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    const unfilled = await tx<{ id: number }[]>`
      select id from breakdown where filled_from is null and ended_at is null for update`;
    if (unfilled.length === 0) return;
    const ids = unfilled.map(({ id }) => id);
    const days = (await listPartitionDays(tx)).map((day) => dayStart(day).slice(0, 10));
    await tx`
      insert into breakdown_fill (day, breakdown_id)
      select day::date, id from unnest(${days}::text[]) day cross join unnest(${ids}::int[]) id on conflict do nothing`;
    await tx`
      update breakdown set filled_from = (select raw_from from rollup_state where id = 1) where id = any(${ids}::int[])`;
  });
}
