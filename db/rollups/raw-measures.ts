import { FAILED_OUTCOMES, OUTCOMES } from "@/lib/domain/outcome";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { outcomeIn } from "../schema/outcome-sql";
import { ROLLUP_METRICS, ROLLUP_MONEY, ROLLUP_TOKENS } from "../schema/rollup-columns";

const amounts = [...ROLLUP_TOKENS, ...ROLLUP_MONEY].map((name) => [name, `coalesce(a.${name}, 0)`]);
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
  estimated: "(a.cost_pico is not null and a.cost_estimated)::int",
  reported: "(a.reported_cost_pico is not null)::int",
  ...Object.fromEntries(amounts),
  ...Object.fromEntries(samples),
};
