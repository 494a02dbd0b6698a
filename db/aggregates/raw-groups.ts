import { type SQL, sql } from "drizzle-orm";
import { FAILED_OUTCOMES, OUTCOMES, type Outcome } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import { recordOf } from "@/lib/domain/record-of";
import { isRanked } from "@/lib/domain/report-dimensions";
import { VALUES_HEAD } from "@/lib/domain/sketch/sketch-values";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { CHARGED_WASTE, type ChargedWaste } from "@/lib/domain/waste";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { outcomeIn } from "../schema/outcome-sql";
import type { RollupMetric, RollupSum } from "../schema/rollup-columns";
import { groupColumn, isInRun, joinRanked, rankedName } from "./group-columns";
import type { GroupShape } from "./group-types";

/** All of an attempt that decides what it counts as, in one number, which the planner groups by more cheaply than by its parts. */
const KIND = sql`a.outcome + (a.final::int << 3) + (a.cost_estimated::int << 4) + ((a.cost_pico is not null)::int << 5)
  + ((a.input_tokens is not null or a.output_tokens is not null)::int << 6) + ((a.reported_cost_pico is not null)::int << 7)`;

const IS_FINAL = "kind & 8 <> 0";
const IS_ESTIMATED = "kind & 48 = 48";
const IS_PRICED = "kind & 32 <> 0";
const IS_MATCHED = "kind & 160 = 160";
const isOutcome = (outcomes: readonly Outcome[]) => outcomeIn("kind & 7", outcomes);
const isCharged = (...rules: BillingRule[]) =>
  isOutcome(OUTCOMES.filter((name) => rules.includes(BILLING_RULES[name])));
const IS_WASTE = `not (${IS_FINAL} and ${isOutcome(["ok"])})`;
const IS_OF_WASTE: Readonly<Record<ChargedWaste, string>> = {
  cancelled: isOutcome(["cancelled"]),
  retried: `not (${IS_FINAL}) and not (${isOutcome(["cancelled", "refused"])})`,
  failed: `${IS_FINAL} and ${isOutcome(FAILED_OUTCOMES)}`,
};

/** Whether attempts of a kind count, in SQL. */
const COUNTED: Partial<Record<RollupSum, string>> = {
  attempts: "true",
  requests: IS_FINAL,
  ...recordOf(OUTCOMES, (outcome) => isOutcome([outcome])),
  final_ok: `${IS_FINAL} and ${isOutcome(["ok"])}`,
  final_failed: `${IS_FINAL} and ${isOutcome(FAILED_OUTCOMES)}`,
  estimated: IS_ESTIMATED,
  priced: IS_PRICED,
  with_usage: "kind & 64 <> 0",
  reported: "kind & 128 <> 0",
  matched: IS_MATCHED,
  retried: IS_OF_WASTE.retried,
  ...Object.fromEntries(CHARGED_WASTE.map((kind) => [`${kind}_priced`, `${IS_OF_WASTE[kind]} and ${IS_PRICED}`])),
};

/** Sums of a part of the attempts: of which column, and whether those of a kind are in it, in SQL. */
const PARTS: Partial<Record<RollupSum, { column: string; condition: string }>> = {
  estimated_cost_pico: { column: "cost_pico", condition: IS_ESTIMATED },
  matched_cost_pico: { column: "cost_pico", condition: IS_MATCHED },
  matched_reported_cost_pico: { column: "reported_cost_pico", condition: IS_MATCHED },
  unpriced_input_tokens: { column: "input_tokens", condition: `not (${IS_PRICED}) and ${isCharged("usage", "input")}` },
  unpriced_output_tokens: { column: "output_tokens", condition: `not (${IS_PRICED}) and ${isCharged("usage")}` },
  wasted_input_tokens: { column: "input_tokens", condition: IS_WASTE },
  wasted_output_tokens: { column: "output_tokens", condition: IS_WASTE },
  ...Object.fromEntries(
    CHARGED_WASTE.map((kind) => [`${kind}_cost_pico`, { column: "cost_pico", condition: IS_OF_WASTE[kind] }]),
  ),
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
  const added = [
    ...new Set(shape.sums.filter((name) => !COUNTED[name]).map((name) => PARTS[name]?.column ?? name)),
  ].map((name) => sql.identifier(name));
  const values = shape.metrics.map((metric) => sql`, ${sql.raw(ATTEMPT_SAMPLES[metric])} as ${valueColumn(metric)}`);
  const sums = shape.sums.map((name) => sql`, ${sumOf(name)} as ${sql.identifier(name)}`);
  const samples = shape.metrics.map((metric) => sampleColumnsOf(metric, isExact));
  const within = sql`${isInRun(run)}${filter}`;
  // OFFSET 0 keeps the inner step one: merged, what a column is made of would be computed again for each sum that uses it.
  const attempts = sql`select ${bucket} as bucket, ${KIND} as kind${sql.join(own)}${sql.join(added.map((name) => sql`, a.${name}`))}${sql.join(values)}
    from attempt a${sql.join(ranks)} where ${within} offset 0`;
  return sql`select bucket${sql.join(ids)}${sql.join(sums)}${sql.join(samples)} from (${attempts}) attempts
    group by bucket, kind${sql.join(ids)}`;
}

/** A sum over attempts that are all of one kind. */
function sumOf(name: RollupSum): SQL {
  const condition = COUNTED[name];
  if (condition) return sql`case when ${sql.raw(condition)} then count(*) else 0 end`;
  const part = PARTS[name];
  const sum = sql`coalesce(sum(${sql.identifier(part?.column ?? name)}), 0)`;
  return part ? sql`case when ${sql.raw(part.condition)} then ${sum} else 0 end` : sum;
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
