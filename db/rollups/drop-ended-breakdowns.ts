import type { Sql } from "postgres";
import { BREAKDOWN_PROJECTIONS } from "./seal-statements";

const ROWS_PER_ROUND = 10_000;
/** Whoever asked just before it ended is answered by then. */
const ANSWERED_AFTER = "10 minutes";

/** Deletes the sums of breakdowns that have ended, about ten thousand a call, and then what is known of them. */
export async function dropEndedBreakdowns(sql: Sql): Promise<"more" | "done"> {
  const [ended] = await sql<{ id: number }[]>`
    select id from breakdown where ended_at < now() - ${ANSWERED_AFTER}::text::interval order by id limit 1`;
  if (!ended) return "done";
  for (const { table } of BREAKDOWN_PROJECTIONS) {
    const { count } = await sql.unsafe(
      `delete from ${table} where (breakdown_id, starts_at, app_id, label_set_id, model_id, provider_id) in (
         select breakdown_id, starts_at, app_id, label_set_id, model_id, provider_id from ${table} where breakdown_id = $1 limit ${ROWS_PER_ROUND})`,
      [ended.id],
    );
    if (count > 0) return "more";
  }
  await sql`delete from breakdown_fill where breakdown_id = ${ended.id}`;
  await sql`delete from label_projection where breakdown_id = ${ended.id}`;
  await sql`delete from breakdown where id = ${ended.id}`;
  return "more";
}
