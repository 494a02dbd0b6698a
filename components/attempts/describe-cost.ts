import type { AttemptDetail } from "@/lib/contract/attempts";
import { displayUsd } from "@/lib/domain/format";
import { BILLING_RULES } from "@/lib/domain/pricing/cost";

/** What an attempt cost and on what grounds, in one line. */
export function describeCost(attempt: AttemptDetail["attempt"], cost: AttemptDetail["cost"]): string {
  if (attempt.cost_usd === null) {
    return cost.price === null
      ? "Unknown: no price applied when it started"
      : "Unknown: its price does not cover what it used";
  }
  const rule = BILLING_RULES[attempt.outcome];
  const parts = [
    `${displayUsd(attempt.cost_usd)}, exactly $${attempt.cost_usd}`,
    attempt.cost_estimated ? "estimated" : null,
    rule === "nothing" ? `an outcome of ${attempt.outcome} is charged nothing` : null,
    rule === "input" ? `an outcome of ${attempt.outcome} is charged its input` : null,
    `usage ${attempt.usage_source}`,
    cost.computed_usd !== null && cost.computed_usd !== attempt.cost_usd
      ? `the lines come to $${cost.computed_usd} by today's rates`
      : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
