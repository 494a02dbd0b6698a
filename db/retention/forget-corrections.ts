import type { Sql } from "postgres";

const ROWS_MAX = 10_000;

/** Deletes corrections of attempts that are no longer kept, a bounded number at a time; says whether there are more. */
export async function forgetCorrections(sql: Sql): Promise<"done" | "more"> {
  const { count } = await sql`
    delete from attempt_correction where seq in (
      select seq from attempt_correction
      where started_at < (select raw_from from rollup_state where id = 1) order by started_at limit ${ROWS_MAX}
    )`;
  return count >= ROWS_MAX ? "more" : "done";
}
