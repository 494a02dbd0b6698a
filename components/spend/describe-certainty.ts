import type { Certainty, Spend, SpendTotal } from "@/lib/contract/spend";
import { displayUsd, formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import type { BoundBasis } from "@/lib/domain/pricing/plausible-rates";
import { type Message, message, t } from "@/lib/messages/translate";

/** What the bounds of unpriced tokens are prices of. */
export const BASIS_TEXTS: Record<BoundBasis, Message> = {
  same_model: message("Prices of the same model, at any provider"),
  all_prices: message("Every price that sells the same: output too, or input alone"),
  none: message("Nothing to compare with"),
};

/**
 * How sure a sum is, in dollars: "$12,345.67 certain, $210.00 estimated; 3.00 % of tokens have no price and are worth between
 * $4.00 and $95.00".
 */
export function describeCertainty({ certainty, tokens }: Pick<SpendTotal, "certainty" | "tokens">): string {
  if (!certainty) return "";
  const [division, unpriced] = [describeDivision(certainty), describeUnpricedTokens(certainty, tokens)];
  return unpriced === "" ? division : t("{division}; {unpriced}", { division, unpriced });
}

/** From when on it is known, where that is not the whole window; nothing else. */
export function describeCertaintyFrom({ certainty_from }: Pick<Spend, "certainty_from">, zone: string): string {
  return certainty_from ? t("known since {instant}", { instant: formatInstant(certainty_from, zone, "minute") }) : "";
}

function describeDivision({ certain_usd, estimated_usd, undivided_usd }: Certainty): string {
  if (certain_usd === null) return t("Nothing has a price");
  const parts = { certain: displayUsd(certain_usd), estimated: displayUsd(estimated_usd) };
  return undivided_usd === "0"
    ? t("{certain} certain, {estimated} estimated", parts)
    : t("{certain} certain, {estimated} estimated, {undivided} from before the two were counted apart", {
        ...parts,
        undivided: displayUsd(undivided_usd),
      });
}

function describeUnpricedTokens(
  { unpriced_tokens, unpriced_low_usd, unpriced_high_usd }: Certainty,
  { input, output }: SpendTotal["tokens"],
): string {
  if (unpriced_tokens === 0) return "";
  const all = (input ?? 0) + (output ?? 0);
  const part =
    all === 0
      ? t("{count} tokens", { count: formatWhole(unpriced_tokens) })
      : t("{percent} of tokens", { percent: formatPercent(unpriced_tokens / all) });
  if (unpriced_low_usd === null || unpriced_high_usd === null) {
    return t("{part} have no price, and some of them none to be compared with", { part });
  }
  const worth =
    unpriced_low_usd === unpriced_high_usd
      ? displayUsd(unpriced_low_usd)
      : t("between {low} and {high}", {
          low: displayUsd(unpriced_low_usd),
          high: displayUsd(unpriced_high_usd),
        });
  return t("{part} have no price and are worth {worth}", { part, worth });
}
