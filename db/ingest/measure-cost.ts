import type { CostCount, CostMoney } from "@/db/schema/rollup-columns";
import type { Attempt } from "@/lib/contract/attempt";
import { BILLING_RULES } from "@/lib/domain/pricing/cost";
import { isChargedWaste, wasteKindOf } from "@/lib/domain/waste";

/** What of an attempt says how its cost is added up. */
export type CostedAttempt = Pick<
  Attempt,
  "outcome" | "final" | "inputTokens" | "outputTokens" | "costPico" | "costEstimated" | "reportedCostPico"
>;
export type CostCounts = Record<CostCount, Float64Array>;
export type CostAmounts = Record<CostMoney, (bigint | null)[]>;

/** Enters in a row of columns, which holds zeros and nulls before, what an attempt adds to the sums that go by its cost. */
export function measureCost(counts: CostCounts, money: CostAmounts, row: number, attempt: CostedAttempt): void {
  const { costPico, reportedCostPico, costEstimated, outcome } = attempt;
  if (costPico === null) {
    const rule = BILLING_RULES[outcome];
    if (rule === "nothing") return;
    counts.unpriced_input_tokens[row] = attempt.inputTokens ?? 0;
    if (rule === "usage") counts.unpriced_output_tokens[row] = attempt.outputTokens ?? 0;
    return;
  }
  money.cost_pico[row] = costPico;
  counts.priced[row] = 1;
  if (costEstimated) {
    counts.estimated[row] = 1;
    money.estimated_cost_pico[row] = costPico;
  }
  if (reportedCostPico !== null) {
    counts.matched[row] = 1;
    money.matched_cost_pico[row] = costPico;
    money.matched_reported_cost_pico[row] = reportedCostPico;
  }
  const kind = wasteKindOf(attempt);
  if (kind === null || !isChargedWaste(kind)) return;
  counts[`${kind}_priced`][row] = 1;
  money[`${kind}_cost_pico`][row] = costPico;
}
