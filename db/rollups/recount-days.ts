import type { Sql } from "postgres";
import { getRetainedDay } from "./get-retained-day";
import { rebuildRollups } from "./rebuild-rollups";

/** A day that is over waits so long, so that many corrections cost one counting; the running one is counted hourly. */
const WAIT_SECONDS = { over: 60, running: 3_600 };

/**
 * Counts one day anew whose stored attempts were changed, if there is one: sums were corrected at once, samples are now.
 *
 * Says whether there may be more. A day whose attempts are no longer all kept is left as it is.
 */
export async function recountDays(sql: Sql, wait = WAIT_SECONDS): Promise<"more" | "done"> {
  // Taken off first, so that a change meanwhile queues the day again.
  const [asked] = await sql<{ day: string }[]>`
    delete from rollup_recount where day = (
      select day from rollup_recount
      where asked_at <= now() - make_interval(secs => case
        when day < (now() at time zone 'UTC')::date then ${wait.over} else ${wait.running} end::int)
      order by day limit 1)
    returning day::text`;
  if (!asked) return "done";
  const { day } = asked;
  try {
    if ((await getRetainedDay(sql, day)).hasRaw) await rebuildRollups(sql, { from: day, to: day });
  } catch (error) {
    await sql`insert into rollup_recount (day) values (${day}::date) on conflict do nothing`;
    throw error;
  }
  return "more";
}
