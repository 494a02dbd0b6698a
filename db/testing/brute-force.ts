import type { RollupMetric, RollupSum } from "@/db/schema/rollup-columns";
import type { Attempt } from "@/lib/contract/attempt";
import type { Filters } from "@/lib/contract/common";
import { outputRate } from "@/lib/domain/comparison/output-rate";
import { isFailure, type Outcome } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import { absentName, REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { MINUTE_US } from "@/lib/domain/time/units";
import { CHARGED_WASTE, type ChargedWaste, wasteKindOf } from "@/lib/domain/waste";

/** Whether an attempt passes filters and lies in [from, to) of epoch minutes. */
export function isAsked(attempt: Attempt, filters: Filters, { from, to }: { from: number; to: number }): boolean {
  const minute = attempt.startedAtUs / MINUTE_US;
  const passes = (name: ReportDimension | "consumer" | "session") =>
    filters[name].length === 0 || filters[name].includes(String(attempt[name] ?? absentName(name)));
  const keys = new Set(filters.tag.map(keyOf));
  const isTagged = [...keys].every((key) =>
    filters.tag.some((tag) => keyOf(tag) === key && attempt.tags?.includes(tag)),
  );
  return (
    minute >= from &&
    minute < to &&
    isTagged &&
    [...REPORT_DIMENSIONS, "consumer" as const, "session" as const].every(passes)
  );
}

const keyOf = (tag: string) => tag.split(":")[0];

/** The name that reports show for an attempt's dimension; no tier is null. */
export function shownName(attempt: Attempt, name: ReportDimension): string | null {
  if (name === "tier") return attempt.tier;
  return String(attempt[name] ?? absentName(name));
}

/** The sums of a rollup, straight from the attempts. */
export function bruteSums(attempts: readonly Attempt[]): Record<RollupSum, bigint> {
  const count = (holds: (attempt: Attempt) => boolean) => BigInt(attempts.filter(holds).length);
  const outcome = (name: Outcome) => count((attempt) => attempt.outcome === name);
  const add = (of: (attempt: Attempt) => number | bigint | null) =>
    attempts.reduce((sum, attempt) => sum + BigInt(of(attempt) ?? 0), 0n);
  const matched = attempts.filter(({ costPico, reportedCostPico }) => costPico !== null && reportedCostPico !== null);
  const ofWaste = (attempt: Attempt, kind: ChargedWaste) => wasteKindOf(attempt) === kind;
  const unpriced = (attempt: Attempt, ...rules: BillingRule[]) =>
    attempt.costPico === null && rules.includes(BILLING_RULES[attempt.outcome]);
  const waste = CHARGED_WASTE.map((kind) => ({
    [`${kind}_priced`]: count((attempt) => ofWaste(attempt, kind) && attempt.costPico !== null),
    [`${kind}_cost_pico`]: add((attempt) => (ofWaste(attempt, kind) ? attempt.costPico : 0n)),
  }));
  const sums = {
    attempts: count(() => true),
    requests: count(({ final }) => final),
    ok: outcome("ok"),
    rate_limited: outcome("rate_limited"),
    server_error: outcome("server_error"),
    timeout: outcome("timeout"),
    client_error: outcome("client_error"),
    cancelled: outcome("cancelled"),
    refused: outcome("refused"),
    final_ok: count((attempt) => attempt.final && attempt.outcome === "ok"),
    final_failed: count((attempt) => attempt.final && isFailure(attempt.outcome)),
    with_usage: count(({ inputTokens, outputTokens }) => inputTokens !== null || outputTokens !== null),
    priced: count(({ costPico }) => costPico !== null),
    estimated: count(({ costPico, costEstimated }) => costPico !== null && costEstimated),
    reported: count(({ reportedCostPico }) => reportedCostPico !== null),
    input_tokens: add(({ inputTokens }) => inputTokens),
    cached_input_tokens: add(({ cachedInputTokens }) => cachedInputTokens),
    cache_write_tokens: add(({ cacheWriteTokens }) => cacheWriteTokens),
    output_tokens: add(({ outputTokens }) => outputTokens),
    reasoning_tokens: add(({ reasoningTokens }) => reasoningTokens),
    cost_pico: add(({ costPico }) => costPico),
    reported_cost_pico: add(({ reportedCostPico }) => reportedCostPico),
    matched: BigInt(matched.length),
    matched_cost_pico: matched.reduce((sum, { costPico }) => sum + (costPico ?? 0n), 0n),
    matched_reported_cost_pico: matched.reduce((sum, { reportedCostPico }) => sum + (reportedCostPico ?? 0n), 0n),
    estimated_cost_pico: add(({ costPico, costEstimated }) => (costEstimated ? costPico : 0n)),
    retried: count((attempt) => wasteKindOf(attempt) === "retried"),
    wasted_input_tokens: add((attempt) => (wasteKindOf(attempt) === null ? 0 : attempt.inputTokens)),
    wasted_output_tokens: add((attempt) => (wasteKindOf(attempt) === null ? 0 : attempt.outputTokens)),
    unpriced_input_tokens: add((attempt) => (unpriced(attempt, "usage", "input") ? attempt.inputTokens : 0)),
    unpriced_output_tokens: add((attempt) => (unpriced(attempt, "usage") ? attempt.outputTokens : 0)),
  };
  // Whose names are made of the kinds, as those of the columns are.
  return Object.assign(sums, ...waste) as Record<RollupSum, bigint>;
}

/** The samples of a metric in stored units, ascending. */
export function bruteSamples(attempts: readonly Attempt[], metric: RollupMetric): number[] {
  return attempts
    .filter(({ outcome }) => outcome === "ok")
    .map((attempt) => {
      if (metric === "ttft") return attempt.ttftUs;
      return metric === "duration" ? attempt.durationUs : outputRate(attempt);
    })
    .filter((sample) => sample !== null)
    .sort((a, b) => a - b);
}
