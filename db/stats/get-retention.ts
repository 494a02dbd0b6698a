import { sql } from "drizzle-orm";
import { z } from "zod";
import { epochMinute } from "@/lib/domain/time-window";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import type { Retention } from "./cell-types";

const rowSchema = z.object({ minutes_from: z.coerce.number().nullable() });
const DAY_MINUTES = 1_440;

/**
 * From when on minute rows and single attempts are complete.
 *
 * The mark of the minutes moves a day before any is dropped, so an answer stays good for hours.
 */
export async function getRetention(db: Db, input: { now: Date; rawDays: number }): Promise<Retention> {
  const [state] = await selectRows(
    db,
    sql`select ceil(extract(epoch from nullif(minutes_from, '-infinity')) / 60) as minutes_from from rollup_state where id = 1`,
    rowSchema,
  );
  return {
    minuteKeptFrom: state?.minutes_from ?? Number.NEGATIVE_INFINITY,
    rawKeptFrom: epochMinute(input.now) - input.rawDays * DAY_MINUTES,
  };
}
