import type { Sql } from "postgres";
import { DAYS_REMEMBERED } from "../schema/dimension-days";

/** Deletes which values came, and since when there were too many, on days that nothing looks back at any more. */
export async function forgetDimensionDays(sql: Sql): Promise<void> {
  // A day more, since threads of the day before may still ask.
  await sql`delete from dimension_day where day < (now() at time zone 'UTC')::date - ${DAYS_REMEMBERED + 1}::int`;
  await sql`delete from dimension_day_count where day < (now() at time zone 'UTC')::date - ${DAYS_REMEMBERED}::int`;
}
