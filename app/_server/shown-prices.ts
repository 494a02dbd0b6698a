import type { ShownPrice } from "@/components/model/facts-panels";
import type { Price } from "@/lib/domain/pricing/price";
import { formatUsd } from "@/lib/domain/pricing/usd";

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
      input: formatUsd(price.inputPicoUsdPerM),
      cachedInput: price.cachedInputPicoUsdPerM === null ? null : formatUsd(price.cachedInputPicoUsdPerM),
      cacheWrite: price.cacheWritePicoUsdPerM === null ? null : formatUsd(price.cacheWritePicoUsdPerM),
      output: price.outputPicoUsdPerM === null ? null : formatUsd(price.outputPicoUsdPerM),
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
    price.leavesOutFees ? "and a fee for each call, not in the cost" : null,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? "always" : conditions.join(", ");
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
