import type { Sql } from "postgres";
import { WAIT_MS } from "./next-look";

const ROWS_MAX = 10_000;

/**
 * Deletes scores whose attempts were not found within a week, and those of attempts whose sums by quarter hour and hour are gone.
 *
 * A bounded number at a time; says whether there are more.
 */
export async function forgetScores(sql: Sql): Promise<"done" | "more"> {
  const notFound = await sql`
    delete from score where id in (
      select id from score where started_at is null and received_at < now() - ${WAIT_MS} * interval '1 ms'
      order by received_at limit ${ROWS_MAX}
    ) and started_at is null`;
  const old = await sql`
    delete from score where id in (
      select id from score
      where started_at < (select nullif(quarters_from, '-infinity') - interval '1 day' from rollup_state where id = 1)
      order by started_at limit ${ROWS_MAX}
    )`;
  return notFound.count >= ROWS_MAX || old.count >= ROWS_MAX ? "more" : "done";
}
