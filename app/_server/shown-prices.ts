import type { ShownPrice } from "@/components/model/price-panel";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import type { Price } from "@/lib/domain/pricing/price";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";

/** The prices of a model that are active now, as its page shows them; also those under names that are aliases of it. */
export function shownPrices(
  prices: readonly Price[],
  model: string,
  aliases: Readonly<Record<string, string>>,
  now: Date,
): ShownPrice[] {
  const nowUs = now.getTime() * 1_000;
  const isOf = (name: string) => name === model || aliases[name] === model;
  return prices
    .filter((price) => isOf(price.model) && price.validFrom <= nowUs && (price.validTo ?? nowUs + 1) > nowUs)
    .map((price) => ({
      provider: price.provider,
      validFrom: new Date(price.validFrom / 1_000).toISOString(),
      input: formatUsd(price.inputPicoPerM),
      cachedInput: formatUsdOrNull(price.cachedInputPicoPerM),
      cacheWrite: formatUsdOrNull(price.cacheWritePicoPerM),
      output: formatUsdOrNull(price.outputPicoPerM),
      condition: conditionOf(price),
    }));
}

function conditionOf(price: Price): string {
  const conditions = [
    ...describeConditions(price),
    price.currency === USD ? null : t("in {currency}", { currency: price.currency }),
    price.leavesOutFees ? t("and a fee for each call, not in the cost") : null,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? t("always") : conditions.join(", ");
}
