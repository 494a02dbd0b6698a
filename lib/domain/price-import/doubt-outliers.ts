import { t } from "@/lib/messages/translate";
import type { PriceDoubt } from "../pricing/check-plausibility";
import { USD } from "../pricing/exchange-rates";
import { formatUsd } from "../pricing/usd";
import type { PriceQuote } from "./quote";

/** Real prices of one open model are up to about this many times apart. */
const FACTOR = 20n;
const SELLERS_MIN = 3;

/**
 * What to doubt of a quote: input that is more than 20 times above or below the middle of what at least three sellers ask for the model.
 *
 * Models are alike by the last part of their name. Only base prices in dollars are compared.
 */
export function doubtOutliers(quotes: readonly PriceQuote[]): (quote: PriceQuote) => PriceDoubt | null {
  const byModel = new Map<string, PriceQuote[]>();
  for (const quote of quotes.filter(isBase)) {
    const name = bareName(quote.model);
    byModel.set(name, [...(byModel.get(name) ?? []), quote]);
  }
  const middles = new Map<string, bigint>();
  for (const [name, sellers] of byModel) {
    if (new Set(sellers.map(({ provider }) => provider)).size < SELLERS_MIN) continue;
    middles.set(name, medianOf(sellers.map(({ inputPicoPerM }) => inputPicoPerM)));
  }
  return (quote) => {
    const middle = isBase(quote) ? middles.get(bareName(quote.model)) : undefined;
    const { inputPicoPerM: input } = quote;
    if (middle === undefined || (input <= middle * FACTOR && input * FACTOR >= middle)) return null;
    const message = t("Is more than {factor} times above or below what others ask for the model ({middle})", {
      factor: String(FACTOR),
      middle: formatUsd(middle),
    });
    return { rate: "inputPicoPerM", code: "inputPicoPerM:outlier", message, mustConfirm: true };
  };
}

function isBase(quote: PriceQuote): boolean {
  const { currency, inputPicoPerM, serviceTier, region, contextAboveTokens, outputAboveTokens, calendar } = quote;
  const isAlways = serviceTier === null && region === null && calendar === null;
  return isAlways && contextAboveTokens === 0 && outputAboveTokens === 0 && currency === USD && inputPicoPerM > 0n;
}

function bareName(model: string): string {
  return model.slice(model.lastIndexOf("/") + 1).toLowerCase();
}

/** The lower of the two in the middle where their number is even. */
function medianOf(amounts: readonly bigint[]): bigint {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
}
