import { type SQL, sql } from "drizzle-orm";
import type { MinuteSpan } from "@/lib/domain/segments";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { CellShape } from "./cell-types";
import { minuteText } from "./sql-values";

/** What a single attempt adds to each sum of a rollup row, in SQL over `attempt a`; outcome codes are those of OUTCOMES. */
const SUM_OF_ATTEMPT: Record<RollupSum, SQL> = {
  attempts: sql`1`,
  requests: sql`a.final::int`,
  ok: sql`(a.outcome = 0)::int`,
  rate_limited: sql`(a.outcome = 1)::int`,
  server_error: sql`(a.outcome = 2)::int`,
  timeout: sql`(a.outcome = 3)::int`,
  client_error: sql`(a.outcome = 4)::int`,
  cancelled: sql`(a.outcome = 5)::int`,
  final_ok: sql`(a.final and a.outcome = 0)::int`,
  final_failed: sql`(a.final and a.outcome in (1, 2, 3))::int`,
  with_usage: sql`(a.input_tokens is not null or a.output_tokens is not null)::int`,
  priced: sql`(a.cost_pico is not null)::int`,
  estimated: sql`(a.cost_pico is not null and a.cost_estimated)::int`,
  reported: sql`(a.reported_cost_pico is not null)::int`,
  input_tokens: sql`coalesce(a.input_tokens, 0)`,
  cached_input_tokens: sql`coalesce(a.cached_input_tokens, 0)`,
  cache_write_tokens: sql`coalesce(a.cache_write_tokens, 0)`,
  output_tokens: sql`coalesce(a.output_tokens, 0)`,
  reasoning_tokens: sql`coalesce(a.reasoning_tokens, 0)`,
  cost_pico: sql`coalesce(a.cost_pico, 0)`,
  reported_cost_pico: sql`coalesce(a.reported_cost_pico, 0)`,
};

/** The sample an attempt gives each metric, in the metric's whole units, or null. */
const SAMPLE_OF_ATTEMPT: Record<RollupMetric, SQL> = {
  ttft: sql`case when a.outcome = 0 then a.ttft_us end`,
  duration: sql`case when a.outcome = 0 then a.duration_us end`,
  // In the order of operations of outputRate (lib/domain), so that both give the same whole number.
  rate: sql`case when a.outcome = 0 and a.output_tokens > 0 and not (a.streamed and a.ttft_us is null)
    and a.duration_us > coalesce(a.ttft_us, 0) then least(1e12::float8, floor(
      a.output_tokens * 1e5::float8 * 1e6::float8 / (a.duration_us - coalesce(a.ttft_us, 0)) + 0.5))::bigint end`,
};

/**
 * Attempts of a stretch of minutes as rows like those of a rollup, one each.
 *
 * A sample becomes a sketch of one; with `isExact` it is kept itself too, as eight bytes.
 */
export function rawCells(input: {
  run: MinuteSpan;
  bucket: SQL;
  filter: SQL;
  shape: CellShape;
  isExact: boolean;
}): SQL {
  const { run, bucket, filter, shape, isExact } = input;
  const ids = shape.groupBy.map((name) => sql`, a.${sql.identifier(`${name}_id`)}`);
  const sums = shape.sums.map((name) => sql`, ${SUM_OF_ATTEMPT[name]} as ${sql.identifier(name)}`);
  const samples = shape.metrics.map((metric) => sampleColumnsOf(metric, isExact));
  const values = shape.metrics.map((metric) => sql`, ${SAMPLE_OF_ATTEMPT[metric]} as ${valueColumn(metric)}`);
  const bins = shape.metrics.map(
    (metric) => sql`, width_bucket(a.${valueColumn(metric)}, (select lows from known)) - 1 as ${binColumn(metric)}`,
  );
  const within = sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${minuteText(run.from)}::timestamptz and a.started_at < ${minuteText(run.to)}::timestamptz${filter}`;
  // OFFSET 0 keeps each step one: merged, what a column of the view, a sample or its bin is made of would be computed
  // again for each of the sums that use it.
  const steps = sql`(select a.*${sql.join(bins)} from (select a.*${sql.join(values)} from
    (select * from attempt a where ${within} offset 0) a offset 0) a offset 0) a`;
  return sql`select ${bucket} as bucket${sql.join(ids)}${sql.join(sums)}${sql.join(samples)} from ${steps}`;
}

function valueColumn(metric: RollupMetric): SQL {
  return sql`${sql.identifier(`${metric}_value`)}`;
}

function binColumn(metric: RollupMetric): SQL {
  return sql`${sql.identifier(`${metric}_bin`)}`;
}

function sampleColumnsOf(metric: RollupMetric, isExact: boolean): SQL {
  const value = sql`a.${valueColumn(metric)}`;
  const bin = sql`a.${binColumn(metric)}`;
  const name = (column: string) => sql.identifier(`${metric}_${column}`);
  // One piece of an encoded sketch: one pair, the bin as a varint of one or two bytes, a count of one.
  const sketch = sql`case when ${bin} < 128 then set_byte('\\x010001'::bytea, 1, ${bin})
    else set_byte(set_byte('\\x01000001'::bytea, 1, (${bin} & 127) | 128), 2, ${bin} >> 7) end`;
  return sql`, (${value} is not null)::int as ${name("n")},
    ${value} as ${name("min")}, ${value} as ${name("max")}, ${sketch} as ${name("sketch")}${
      isExact ? sql`, int8send(${value}) as ${name("exact")}` : sql``
    }`;
}
