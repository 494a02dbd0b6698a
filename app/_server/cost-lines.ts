import type { PriceTestReply } from "@/lib/contract/price-test";
import type { ChargedUse } from "@/lib/domain/pricing/cost";
import { explainCost } from "@/lib/domain/pricing/explain-cost";
import type { Price } from "@/lib/domain/pricing/price";
import { formatUsd, formatUsdOrNull, PICO_PER_USD } from "@/lib/domain/pricing/usd";

/** The lines of a cost as answers show them. */
export function costLines(price: Price, use: ChargedUse): PriceTestReply["lines"] {
  return explainCost(price, use).map(({ kind, quantity, pico, isFee, sum, rule }) => ({
    ...{ kind, quantity, rule, per: isFee ? "unit" : "million tokens" },
    amount: formatUsdOrNull(pico),
    total: pico === null ? null : exactText(sum),
  }));
}

/** A sum in 10⁻²⁴ as a decimal, with nothing rounded. */
function exactText(sum: bigint): string {
  const whole = formatUsd(sum / PICO_PER_USD);
  const rest = sum % PICO_PER_USD;
  if (rest === 0n) return whole;
  const [units = "0", decimals = ""] = whole.split(".");
  // What is left is again as many decimals of the last one.
  return `${units}.${decimals.padEnd(12, "0")}${formatUsd(rest).slice("0.".length)}`;
}
