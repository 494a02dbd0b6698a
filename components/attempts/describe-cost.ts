import type { AttemptDetail } from "@/lib/contract/attempts";
import { displayUsd } from "@/lib/domain/format";
import { BILLING_RULES } from "@/lib/domain/pricing/cost";
import { t } from "@/lib/messages/translate";
import { USAGE_TEXTS } from "./usage-texts";

/** What an attempt cost and on what grounds, in one line. */
export function describeCost(attempt: AttemptDetail["attempt"], cost: AttemptDetail["cost"]): string {
  if (attempt.cost_usd === null) {
    return cost.price === null
      ? t("Unknown: no price applied when it started")
      : t("Unknown: its price does not cover what it used");
  }
  const rule = BILLING_RULES[attempt.outcome];
  const parts = [
    t("{cost}, exactly {exact}", { cost: displayUsd(attempt.cost_usd), exact: `$${attempt.cost_usd}` }),
    attempt.cost_estimated ? t("estimated") : null,
    rule === "nothing" ? t("an outcome of {outcome} is charged nothing", { outcome: attempt.outcome }) : null,
    rule === "input" ? t("an outcome of {outcome} is charged its input", { outcome: attempt.outcome }) : null,
    t("usage {source}", { source: t(USAGE_TEXTS[attempt.usage_source]) }),
    cost.computed_usd !== null && cost.computed_usd !== attempt.cost_usd
      ? t("the lines come to {sum} by today's rates", { sum: `$${cost.computed_usd}` })
      : null,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}
