import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { QUARTERS_RETAINED_DAYS } from "@/db/retention/advance-quarters-from";
import { selectRows } from "@/db/select-rows";
import { type RetentionDays, type RetentionHold, retentionHold } from "@/lib/domain/time/retention-hold";

/** Where the time comes from; a test passes its own. */
export type Clocks = { process?: () => number; database?: () => number };

export type RetentionInput = { days: RetentionDays; clocks?: Clocks | undefined };

/** `hold` says why nothing may be deleted by age just now, null where it may; `now` is the database's. */
export type JudgedRetention = { now: Date; hold: RetentionHold | null };

const days = z.number().int().nullable();
const rowSchema = z.object({ now_ms: z.number(), day_ms: z.number().nullable(), raw_days: days, minute_days: days });

/** Whether what is older than it is kept may be deleted now. Changes nothing. */
export async function judgeRetention(db: Db, input: RetentionInput): Promise<JudgedRetention> {
  const { days, clocks = {} } = input;
  const processMs = clocks.process ?? clocks.database ?? Date.now;
  const askedMs = processMs();
  // Until a day was noted the quarters' mark gives it, which has always been so many days before.
  const [state] = await selectRows(
    db,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
        (extract(epoch from coalesce(
          retention_day::timestamp at time zone 'UTC',
          nullif(quarters_from, '-infinity') + make_interval(days => ${QUARTERS_RETAINED_DAYS}::int)
        )) * 1000)::float8 as day_ms,
        raw_days, minute_days
      from rollup_state where id = 1`,
    rowSchema,
  );
  if (!state) throw new Error("rollup_state has lost its row");
  const answeredMs = processMs();
  const databaseMs = clocks.database?.() ?? state.now_ms;
  const last = { dayMs: state.day_ms, rawDays: state.raw_days, minuteDays: state.minute_days };
  const hold = retentionHold({ clocks: { databaseMs, askedMs, answeredMs }, last, days });
  return { now: new Date(databaseMs), hold };
}
