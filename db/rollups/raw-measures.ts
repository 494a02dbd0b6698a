import { FAILED_OUTCOMES, OUTCOMES } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import { CHARGED_WASTE, type ChargedWaste } from "@/lib/domain/waste";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { outcomeIn } from "../schema/outcome-sql";
import { ROLLUP_METRICS, ROLLUP_TOKENS } from "../schema/rollup-columns";

const amounts = [...ROLLUP_TOKENS, "cost_pico", "reported_cost_pico"].map((name) => [name, `coalesce(a.${name}, 0)`]);
const chargedFor = (...rules: BillingRule[]) =>
  `a.cost_pico is null and ${outcomeIn(
    "a.outcome",
    OUTCOMES.filter((outcome) => rules.includes(BILLING_RULES[outcome])),
  )}`;
const IS_ESTIMATED = "a.cost_pico is not null and a.cost_estimated";
const IS_MATCHED = "a.cost_pico is not null and a.reported_cost_pico is not null";
const IS_ANSWER = `a.final and ${outcomeIn("a.outcome", ["ok"])}`;
const IS_OF_WASTE: Readonly<Record<ChargedWaste, string>> = {
  cancelled: outcomeIn("a.outcome", ["cancelled"]),
  retried: `not a.final and not (${outcomeIn("a.outcome", ["cancelled", "refused"])})`,
  failed: `a.final and ${outcomeIn("a.outcome", FAILED_OUTCOMES)}`,
};
const only = (condition: string, column: string) => `case when ${condition} then coalesce(a.${column}, 0) else 0 end`;
const charged = CHARGED_WASTE.flatMap((kind) => [
  [`${kind}_priced`, `(${IS_OF_WASTE[kind]} and a.cost_pico is not null)::int`],
  [`${kind}_cost_pico`, only(IS_OF_WASTE[kind], "cost_pico")],
]);
const outcomes = OUTCOMES.map((outcome) => [outcome, `(${outcomeIn("a.outcome", [outcome])})::int`]);
const samples = ROLLUP_METRICS.flatMap((metric) => {
  const sample = ATTEMPT_SAMPLES[metric];
  return [
    [`${metric}_n`, `(${sample} is not null)::int`],
    [`${metric}_sum`, `coalesce(${sample}, 0)`],
    [`${metric}_min`, sample],
    [`${metric}_max`, sample],
  ];
});

/** What one row `a` of attempt adds to each rollup column, said in SQL a second time: only so can the sums be checked. */
export const RAW_MEASURES: Readonly<Record<string, string>> = {
  attempts: "1",
  requests: "a.final::int",
  ...Object.fromEntries(outcomes),
  final_ok: `(a.final and ${outcomeIn("a.outcome", ["ok"])})::int`,
  final_failed: `(a.final and ${outcomeIn("a.outcome", FAILED_OUTCOMES)})::int`,
  with_usage: "(a.input_tokens is not null or a.output_tokens is not null)::int",
  priced: "(a.cost_pico is not null)::int",
  estimated: `(${IS_ESTIMATED})::int`,
  estimated_cost_pico: only(IS_ESTIMATED, "cost_pico"),
  reported: "(a.reported_cost_pico is not null)::int",
  matched: `(${IS_MATCHED})::int`,
  matched_cost_pico: only(IS_MATCHED, "cost_pico"),
  matched_reported_cost_pico: only(IS_MATCHED, "reported_cost_pico"),
  unpriced_input_tokens: only(chargedFor("usage", "input"), "input_tokens"),
  unpriced_output_tokens: only(chargedFor("usage"), "output_tokens"),
  retried: `(${IS_OF_WASTE.retried})::int`,
  wasted_input_tokens: only(`not (${IS_ANSWER})`, "input_tokens"),
  wasted_output_tokens: only(`not (${IS_ANSWER})`, "output_tokens"),
  ...Object.fromEntries(charged),
  ...Object.fromEntries(amounts),
  ...Object.fromEntries(samples),
};
