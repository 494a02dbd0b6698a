import type { ShownPrice } from "@/components/model/facts-panels";
import type { Price } from "@/lib/domain/price";
import { formatUsd } from "@/lib/domain/usd";

/** The prices of a model that are in force now, as its page shows them. */
export function shownPrices(prices: readonly Price[], model: string, now: Date): ShownPrice[] {
  const nowUs = now.getTime() * 1_000;
  return prices
    .filter((price) => price.model === model && price.validFrom <= nowUs && (price.validTo ?? nowUs + 1) > nowUs)
    .map((price) => ({
      provider: price.provider,
      validFrom: new Date(price.validFrom / 1_000).toISOString(),
      input: formatUsd(price.inputPicoUsdPerM),
      cachedInput: price.cachedInputPicoUsdPerM === null ? null : formatUsd(price.cachedInputPicoUsdPerM),
      cacheWrite: price.cacheWritePicoUsdPerM === null ? null : formatUsd(price.cacheWritePicoUsdPerM),
      output: formatUsd(price.outputPicoUsdPerM),
      condition: conditionOf(price),
    }));
}

function conditionOf(price: Price): string {
  const conditions = [
    price.serviceTier === null ? null : `service tier ${price.serviceTier}`,
    price.contextAboveTokens === 0 ? null : `input over ${price.contextAboveTokens.toLocaleString("en-US")} tokens`,
    price.utcMinuteFrom === null || price.utcMinuteTo === null
      ? null
      : `${clock(price.utcMinuteFrom)} to ${clock(price.utcMinuteTo)} UTC`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? "always" : conditions.join(", ");
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
