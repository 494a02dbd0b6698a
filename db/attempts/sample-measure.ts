import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { AttemptMeasure, SortOrder } from "@/lib/domain/attempts/attempt-sort";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { measureColumn } from "../schema/measure-columns";
import { selectRows } from "../select-rows";
import { type AttemptSelection, attemptConditions, type InstantSpan, spanOf } from "./attempt-conditions";
import { estimateAttempts } from "./estimate-attempts";

/** Fewer attempts than these are sorted as they are. */
const SORTED_AT_ONCE = 100_000;
const SAMPLED = 20_000;
const SHARE_MAX = 0.5;
/** A prime, so that slices fall on no hour of the day more than on another. */
const SLICES = 97;
/** A slice lies here in its part of the window, which varies as well. */
const JITTER = 0.618_033_988_75;

/** Of the values sampled, those that come first. */
const VALUES_MAX = 2_000;

/** Values in the order sought, as whole numbers in text, and the share of the attempts that they are. */
export type MeasureSample = { sample: string[]; share: number };

/** What a measure is in short slices of time all over the window; nothing where there is little to look at anyway. */
export async function sampleMeasure(
  db: Db,
  input: {
    selection: AttemptSelection;
    measure: AttemptMeasure;
    order: SortOrder;
    where: SQL;
    sortedAtOnce?: number | undefined;
  },
): Promise<MeasureSample> {
  const { selection, measure, order, where, sortedAtOnce = SORTED_AT_ONCE } = input;
  const span = spanOf(selection);
  const attempts = await estimateAttempts(db, span);
  if (attempts <= sortedAtOnce) return { sample: [], share: 1 };
  const share = Math.min(SHARE_MAX, SAMPLED / attempts);
  const column = measureColumn(measure);
  const slices = slicesOf(span, share);
  const texts = (of: (slice: InstantSpan) => number) => textArray(slices.map((slice) => formatInstantUs(of(slice))));
  const rows = await selectRows(
    db,
    // Slice by slice by the key: otherwise the planner, which cannot know how short they are, reads or sorts all of it.
    sql`with sampled as materialized (
        select ${column} as value
        from unnest(${texts(({ fromUs }) => fromUs)}::text[]::timestamptz[], ${texts(({ toUs }) => toUs)}::text[]::timestamptz[]) as slice(from_at, to_at)
        cross join lateral (
          select * from attempt a
          where a.started_at >= slice.from_at and a.started_at < slice.to_at and ${attemptConditions(selection, span)} and ${where}
          offset 0
        ) a
      )
      select value::text as value from sampled order by sampled.value ${order === "desc" ? sql`desc` : sql`asc`} limit ${VALUES_MAX}`,
    z.object({ value: z.string() }),
  );
  return { sample: rows.map(({ value }) => value), share };
}

function slicesOf({ fromUs, toUs }: InstantSpan, share: number): InstantSpan[] {
  const partUs = (toUs - fromUs) / SLICES;
  const lengthUs = Math.max(1, Math.round(partUs * share));
  return Array.from({ length: SLICES }, (_, part) => {
    const at = Math.floor(fromUs + part * partUs + ((part * JITTER) % 1) * (partUs - lengthUs));
    return { fromUs: at, toUs: at + lengthUs };
  });
}
