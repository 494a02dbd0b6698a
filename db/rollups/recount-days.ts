import type { Sql } from "postgres";
import { getRetainedDay } from "./get-retained-day";
import { rebuildRollups } from "./rebuild-rollups";

/** A day waits until nobody has changed its attempts for so long, so that many corrections cost one counting. */
const QUIET_SECONDS = 60;

/**
 * Counts one day anew whose stored attempts were changed, if there is one: sums were corrected at once, samples are now.
 *
 * Says whether there may be more. A day whose attempts are no longer all kept is left as it is.
 */
export async function recountDays(sql: Sql, quietSeconds = QUIET_SECONDS): Promise<"more" | "done"> {
  const [asked] = await sql<{ day: string; asked_at: string }[]>`
    select day::text, asked_at::text from rollup_recount where asked_at <= now() - make_interval(secs => ${quietSeconds})
    order by day limit 1`;
  if (!asked) return "done";
  const { day } = asked;
  if ((await getRetainedDay(sql, day)).hasRaw) await rebuildRollups(sql, { from: day, to: day });
  // Asked for again meanwhile, it is counted once more.
  await sql`delete from rollup_recount where day = ${day}::date and asked_at = ${asked.asked_at}::timestamptz`;
  return "more";
}
