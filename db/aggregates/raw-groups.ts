import { type SQL, sql } from "drizzle-orm";
import { FAILED_OUTCOMES, OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { isRanked } from "@/lib/domain/report-dimensions";
import { VALUES_HEAD } from "@/lib/domain/sketch/sketch-values";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { outcomeIn } from "../schema/outcome-sql";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { groupColumn, isInRun, joinRanked, rankedName } from "./group-columns";
import type { GroupShape } from "./group-types";

/** All of an attempt that decides what it counts as, in one number, which the planner groups by more cheaply than by its parts. */
const KIND = sql`a.outcome + (a.final::int << 3) + (a.cost_estimated::int << 4) + ((a.cost_pico is not null)::int << 5)
  + ((a.input_tokens is not null or a.output_tokens is not null)::int << 6) + ((a.reported_cost_pico is not null)::int << 7)`;

const IS_FINAL = "kind & 8 <> 0";
const isOutcome = (outcomes: readonly Outcome[]) => outcomeIn("kind & 7", outcomes);

/** Whether attempts of a kind count, in SQL. */
const COUNTED: Partial<Record<RollupSum, string>> = {
  attempts: "true",
  requests: IS_FINAL,
  ...recordOf(OUTCOMES, (outcome) => isOutcome([outcome])),
  final_ok: `${IS_FINAL} and ${isOutcome(["ok"])}`,
  final_failed: `${IS_FINAL} and ${isOutcome(FAILED_OUTCOMES)}`,
  estimated: "kind & 48 = 48",
  priced: "kind & 32 <> 0",
  with_usage: "kind & 64 <> 0",
  reported: "kind & 128 <> 0",
};

/**
 * Attempts of a stretch of minutes as rows like those of a rollup: several of a group, each of attempts alike.
 *
 * Samples become a piece of values in an encoded sketch; with `isExact` they are kept as eight bytes each too.
 */
export function rawGroups(input: {
  run: MinuteSpan;
  bucket: SQL;
  filter: SQL;
  shape: GroupShape;
  isExact: boolean;
}): SQL {
  const { run, bucket, filter, shape, isExact } = input;
  const ids = shape.groupBy.map((name) => sql`, ${groupColumn(name)}`);
  const own = shape.groupBy.map((name) =>
    isRanked(name) ? sql`, ${rankedName(name)}` : sql`, a.${groupColumn(name)}`,
  );
  const ranks = shape.groupBy.filter(isRanked).map(joinRanked);
  const added = shape.sums.filter((name) => !COUNTED[name]).map((name) => sql.identifier(name));
  const values = shape.metrics.map((metric) => sql`, ${sql.raw(ATTEMPT_SAMPLES[metric])} as ${valueColumn(metric)}`);
  const sums = shape.sums.map((name) => {
    const condition = COUNTED[name];
    return sql`, ${condition ? sql`case when ${sql.raw(condition)} then count(*) else 0 end` : sql`coalesce(sum(${sql.identifier(name)}), 0)`} as ${sql.identifier(name)}`;
  });
  const samples = shape.metrics.map((metric) => sampleColumnsOf(metric, isExact));
  const within = sql`${isInRun(run)}${filter}`;
  // OFFSET 0 keeps the inner step one: merged, what a column is made of would be computed again for each sum that uses it.
  const attempts = sql`select ${bucket} as bucket, ${KIND} as kind${sql.join(own)}${sql.join(added.map((name) => sql`, a.${name}`))}${sql.join(values)}
    from attempt a${sql.join(ranks)} where ${within} offset 0`;
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
