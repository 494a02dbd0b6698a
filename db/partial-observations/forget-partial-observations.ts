import type { Sql } from "postgres";

const RETENTION = "1 day";
const ROWS_MAX = 10_000;

/** Deletes what nothing was added to for a day, a bounded number at a time; says whether there is more. */
export async function forgetPartialObservations(sql: Sql): Promise<"done" | "more"> {
  const { count } = await sql`
    delete from told_event where (source, id) in (
      select source, id from told_event where updated_at < now() - ${RETENTION}::interval limit ${ROWS_MAX}
    )`;
  return count >= ROWS_MAX ? "more" : "done";
}
