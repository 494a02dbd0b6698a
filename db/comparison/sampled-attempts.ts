import { type SQL, sql } from "drizzle-orm";
import { type ReadStrides, readsAll } from "@/lib/domain/comparison/divide-reads";
import { type SliceGrid, sampleSlices } from "@/lib/domain/comparison/sample-slices";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import { minuteText, minuteTexts, textArray } from "../aggregates/sql-values";
import { ONLY_BUCKET } from "../schema/attempt-bucket";

/** A part of a span, and how all of it is cut into slices. */
type Sampled = { span: MinuteSpan; strides: ReadStrides; grid: SliceGrid };

/** The subqueries that `sampledAttempts` joins: the slices looked at, and every how many of them each model is read in. */
export function sampledSlices({ span, strides: { looked, ofModel }, grid }: Sampled): SQL {
  const slices = looked === 1 ? [] : sampleSlices(span, looked, grid);
  return sql`slice as (
      select * from unnest(${minuteTexts(slices.map(({ from }) => from))}::timestamptz[],
        ${minuteTexts(slices.map(({ to }) => to))}::timestamptz[], ${`{${slices.map(({ number }) => number).join(",")}}`}::int[])
        as s(from_at, to_at, number)
    ), own as materialized (
      select d.id, coalesce(s.stride, 1) as stride
      from dimension d left join unnest(${textArray([...ofModel.keys()])}::text[], ${`{${[...ofModel.values()].join(",")}}`}::int[])
        as s(model, stride) on s.model = d.value
      where d.kind = 'model'
    )`;
}

/** The parts of a statement that reads sampled attempts, beside the subqueries of `sampledSlices`. */
type SampledAttempts = {
  /** What to select `a` from, up to and with a condition. */
  from: SQL;
  /** The number of the slice that `a` is in among those looked at; zero where it no longer matters. */
  slice: SQL;
  /** Begins with a join: what of these attempts, with that number as `slice`, is read of each model. */
  ofModel: SQL;
};

/**
 * Attempts of a span in the slices that are looked at, of each model in every so many of these.
 *
 * Where all slices are looked at, the span is read as one and each attempt's slice is counted: a look-up for every slice takes three
 * times as long. Otherwise models are told apart behind the look-ups, or else these are no longer by index.
 */
export function sampledAttempts({ span, strides, grid }: Sampled): SampledAttempts {
  const ofModel = (slice: SQL) => sql`join own on own.id = a.model_id where ${slice} % own.stride = 0`;
  if (strides.looked > 1) {
    return {
      from: sql`slice s join attempt a on a.bucket = ${ONLY_BUCKET} and a.started_at >= s.from_at and a.started_at < s.to_at where true`,
      slice: sql`s.number`,
      ofModel: strides.ofModel.size > 0 ? ofModel(sql`a.slice`) : sql``,
    };
  }
  const inSpan = sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${minuteText(span.from)}::timestamptz
    and a.started_at < ${minuteText(span.to)}::timestamptz`;
  if (readsAll(strides)) return { from: sql`attempt a where ${inSpan}`, slice: sql`0`, ofModel: sql`` };
  const seconds = (grid.minutes * MINUTE_MS) / SECOND_MS;
  const slice = sql`(floor(date_part('epoch', a.started_at) / ${seconds}::int)::bigint - ${grid.base}::bigint)`;
  return { from: sql`attempt a ${ofModel(slice)} and ${inSpan}`, slice: sql`0`, ofModel: sql`` };
}
