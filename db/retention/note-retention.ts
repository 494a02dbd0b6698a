import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { RetentionDays } from "@/lib/domain/time/retention-hold";

/** Notes what retention goes by from now on. Its day never goes back, unless somebody confirmed exactly this one. */
export async function noteRetention(
  db: Db,
  input: { now: Date; days: RetentionDays; isConfirmed?: boolean },
): Promise<void> {
  const { now, days, isConfirmed = false } = input;
  const today = sql`${now.toISOString().slice(0, 10)}::date`;
  const day = isConfirmed ? today : sql`greatest(retention_day, ${today})`;
  await db.execute(sql`
    update rollup_state
    set retention_day = ${day}, raw_days = ${days.rawDays}::int, minute_days = ${days.minuteDays}::int
    where id = 1 and (retention_day, raw_days, minute_days)
      is distinct from (${day}, ${days.rawDays}::int, ${days.minuteDays}::int)`);
}
