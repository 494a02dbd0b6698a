import { sql } from "drizzle-orm";
import { z } from "zod";
import { BREAKDOWN_DIMENSIONS } from "@/lib/domain/breakdown";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import { textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const mark = z.coerce
  .number()
  .nullable()
  .transform((minute) => minute ?? Number.NEGATIVE_INFINITY);
const rowSchema = z.object({
  minutes_from: mark,
  quarters_from: mark,
  raw_from: mark,
  parts_from: mark,
  has_other_operations: z.boolean(),
  breakdowns: z.array(
    z.object({
      id: z.number(),
      dimensions: z.array(z.enum(BREAKDOWN_DIMENSIONS)),
      complete_from: mark,
    }),
  ),
});

const RETAINED_BREAKDOWNS = sql`coalesce((
  select json_agg(json_build_object('id', b.id, 'dimensions', b.dimensions,
    'complete_from', ceil(extract(epoch from nullif(b.complete_from, '-infinity')) / 60)) order by b.id)
  from retained_breakdown b), '[]')`;

/**
 * From when on minute rows, quarters and hours, single attempts, and breakdowns are complete.
 *
 * The marks move a day before anything is dropped, so an answer stays good for hours.
 */
export async function getRetention(db: Db, input: { now: Date; rawDays: number }): Promise<Retention> {
  const marks = ["minutes_from", "quarters_from", "raw_from"].map((name) => {
    const column = sql.identifier(name);
    return sql`ceil(extract(epoch from nullif(${column}, '-infinity')) / 60) as ${column}`;
  });
  const [state] = await selectRows(
    db,
    sql`select ${sql.join(marks, sql`, `)}, ${RETAINED_BREAKDOWNS} as breakdowns,
      (select extract(epoch from (max(day) + 1)::timestamp at time zone 'UTC') / 60 from rollup_fill) as parts_from,
      exists (select from dimension where kind = 'operation' and value <> all(${textArray(TEXT_OPERATIONS)}::text[])) as has_other_operations
      from rollup_state where id = 1`,
    rowSchema,
  );
  if (!state) throw new Error("rollup_state has lost its row");
  const breakdowns = state.breakdowns.map(({ complete_from, ...breakdown }) => ({
    ...breakdown,
    completeFrom: complete_from,
  }));
  return {
    breakdowns,
    hasOtherOperations: state.has_other_operations,
    minuteRetainedFrom: state.minutes_from,
    partsKnownFrom: state.parts_from,
    quarterRetainedFrom: state.quarters_from,
    rawRetainedFrom: Math.max(epochMinute(input.now) - input.rawDays * DAY_MINUTES, state.raw_from),
  };
}
