import type { Certainty, Spend, SpendTotal } from "@/lib/contract/spend";
import { displayUsd, formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import type { BoundBasis } from "@/lib/domain/pricing/plausible-rates";

/** What the bounds of unpriced tokens are prices of. */
export const BASIS_TEXTS: Record<BoundBasis, string> = {
  same_model: "Prices of the same model, at any provider",
  all_prices: "Every price that sells the same: output too, or input alone",
  none: "Nothing to compare with",
};

/**
 * How sure a sum is, in dollars: "$12,345.67 certain, $210.00 estimated; 3.00 % of tokens have no price and are worth between
 * $4.00 and $95.00".
 */
export function describeCertainty({ certainty, tokens }: Pick<SpendTotal, "certainty" | "tokens">): string {
  if (!certainty) return "";
  return [describeDivision(certainty), describeUnpricedTokens(certainty, tokens)].filter(Boolean).join("; ");
}

/** From when on it is known, where that is not the whole window; nothing else. */
export function describeCertaintyFrom({ certainty_from }: Pick<Spend, "certainty_from">, zone: string): string {
  return certainty_from ? `known since ${formatInstant(certainty_from, zone, "minute")}` : "";
}

function describeDivision({ certain_usd, estimated_usd, undivided_usd }: Certainty): string {
  if (certain_usd === null) return "Nothing has a price";
  const parts = [`${displayUsd(certain_usd)} certain`, `${displayUsd(estimated_usd)} estimated`];
  if (undivided_usd !== "0") parts.push(`${displayUsd(undivided_usd)} from before the two were counted apart`);
  return parts.join(", ");
}

function describeUnpricedTokens(
  { unpriced_tokens, unpriced_low_usd, unpriced_high_usd }: Certainty,
  { input, output }: SpendTotal["tokens"],
): string {
  if (unpriced_tokens === 0) return "";
  const all = (input ?? 0) + (output ?? 0);
  const part =
    all === 0 ? `${formatWhole(unpriced_tokens)} tokens` : `${formatPercent(unpriced_tokens / all)} of tokens`;
  if (unpriced_low_usd === null || unpriced_high_usd === null) {
    return `${part} have no price, and some of them none to be compared with`;
  }
  const worth =
    unpriced_low_usd === unpriced_high_usd
      ? displayUsd(unpriced_low_usd)
      : `between ${displayUsd(unpriced_low_usd)} and ${displayUsd(unpriced_high_usd)}`;
  return `${part} have no price and are worth ${worth}`;
}
