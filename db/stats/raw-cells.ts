import { type SQL, sql } from "drizzle-orm";
import { VALUES_HEAD } from "@/lib/domain/sketch/sketch-values";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import type { CellShape } from "./cell-types";
import { minuteText } from "./sql-values";

/** All of an attempt that decides what it counts as, in one number, which the planner groups by more cheaply than by its parts. */
const KIND = sql`a.outcome + (a.final::int << 3) + (a.cost_estimated::int << 4) + ((a.cost_pico is not null)::int << 5)
  + ((a.input_tokens is not null or a.output_tokens is not null)::int << 6) + ((a.reported_cost_pico is not null)::int << 7)`;

/** Whether attempts of a kind count, in SQL; outcome codes are those of OUTCOMES. */
const COUNTED: Partial<Record<RollupSum, SQL>> = {
  attempts: sql`true`,
  requests: sql`kind & 8 <> 0`,
  ok: sql`kind & 7 = 0`,
  rate_limited: sql`kind & 7 = 1`,
  server_error: sql`kind & 7 = 2`,
  timeout: sql`kind & 7 = 3`,
  client_error: sql`kind & 7 = 4`,
  cancelled: sql`kind & 7 = 5`,
  final_ok: sql`kind & 15 = 8`,
  final_failed: sql`kind & 15 in (9, 10, 11)`,
  estimated: sql`kind & 48 = 48`,
  priced: sql`kind & 32 <> 0`,
  with_usage: sql`kind & 64 <> 0`,
  reported: sql`kind & 128 <> 0`,
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
 * Attempts of a stretch of minutes as rows like those of a rollup: several of a group, each of attempts alike.
 *
 * Samples become a piece of values in an encoded sketch; with `isExact` they are kept as eight bytes each too.
 */
export function rawCells(input: {
  run: MinuteSpan;
  bucket: SQL;
  filter: SQL;
  shape: CellShape;
  isExact: boolean;
}): SQL {
  const { run, bucket, filter, shape, isExact } = input;
  const ids = shape.groupBy.map((name) => sql`, ${sql.identifier(`${name}_id`)}`);
  const added = shape.sums.filter((name) => !COUNTED[name]).map((name) => sql.identifier(name));
  const values = shape.metrics.map((metric) => sql`, ${SAMPLE_OF_ATTEMPT[metric]} as ${valueColumn(metric)}`);
  const sums = shape.sums.map((name) => {
    const condition = COUNTED[name];
    return sql`, ${condition ? sql`case when ${condition} then count(*) else 0 end` : sql`coalesce(sum(${sql.identifier(name)}), 0)`} as ${sql.identifier(name)}`;
  });
  const samples = shape.metrics.map((metric) => sampleColumnsOf(metric, isExact));
  const within = sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${minuteText(run.from)}::timestamptz and a.started_at < ${minuteText(run.to)}::timestamptz${filter}`;
  // OFFSET 0 keeps the inner step one: merged, what a column is made of would be computed again for each sum that uses it.
  const attempts = sql`select ${bucket} as bucket, ${KIND} as kind${sql.join(ids)}${sql.join(added.map((name) => sql`, a.${name}`))}${sql.join(values)}
    from attempt a where ${within} offset 0`;
  return sql`select bucket${sql.join(ids)}${sql.join(sums)}${sql.join(samples)} from (${attempts}) attempts
    group by bucket, kind${sql.join(ids)}`;
}

function valueColumn(metric: RollupMetric): SQL {
  return sql`${sql.identifier(`${metric}_value`)}`;
}

function sampleColumnsOf(metric: RollupMetric, isExact: boolean): SQL {
  const value = valueColumn(metric);
  const name = (column: string) => sql.identifier(`${metric}_${column}`);
  const bytes = sql`string_agg(int8send(${value}), ''::bytea)`;
  return sql`, count(${value}) as ${name("n")}, min(${value}) as ${name("min")}, max(${value}) as ${name("max")},
    decode(${VALUES_HEAD}, 'hex') || int4send(count(${value})::int) || ${bytes} as ${name("sketch")}${
      isExact ? sql`, ${bytes} as ${name("exact")}` : sql``
    }`;
}
