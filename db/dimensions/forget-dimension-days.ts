import type { Sql } from "postgres";

/** Deletes which values came on days that are over for a week: the ingest page looks at the last two. */
export async function forgetDimensionDays(sql: Sql): Promise<void> {
  await sql`delete from dimension_day where day < (now() at time zone 'UTC')::date - 1`;
  await sql`delete from dimension_day_count where day < (now() at time zone 'UTC')::date - 7`;
}
