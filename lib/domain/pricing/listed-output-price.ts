import { divideHalfEven } from "./divide-half-even";
import type { ExchangeRates } from "./exchange-rates";
import type { Price } from "./price";
import { PICO_PER_USD } from "./usd";

/**
 * What list prices ask for a million output tokens of a model, in pico USD: the lowest of all its providers, or of one. Of
 * prices without conditions, those valid at the last instant of a span, else those that ended last within it.
 *
 * Null where none was valid, or none is in a currency with a rate of that day. Spans are half-open, in epoch µs.
 */
export function listedOutputPrice(
  { provider, span }: { provider: string | null; span: { fromUs: number; toUs: number } },
  ofModel: readonly Price[],
  rates: ExchangeRates,
): bigint | null {
  const valid = ofModel.filter(
    (price) =>
      isPlainList(price) &&
      (provider === null || price.provider === provider) &&
      price.validFrom < span.toUs &&
      endOf(price) > span.fromUs,
  );
  const latest = Math.max(...valid.map((price) => Math.min(endOf(price), span.toUs)));
  const amounts = valid.flatMap((price) => {
    const perUsd = endOf(price) >= latest ? rates.picoPerUsd(price.currency, latest - 1) : null;
    return perUsd === null || price.outputPicoPerM === null
      ? []
      : divideHalfEven(price.outputPicoPerM * PICO_PER_USD, perUsd);
  });
  return amounts.reduce<bigint | null>((lowest, pico) => (lowest === null || pico < lowest ? pico : lowest), null);
}

function endOf({ validTo }: Price): number {
  return validTo ?? Number.POSITIVE_INFINITY;
}

function isPlainList(price: Price): boolean {
  const { standing, serviceTier, region, contextAboveTokens, outputAboveTokens, calendar, outputPicoPerM } = price;
  const isConditional = serviceTier !== null || region !== null || calendar !== null;
  return (
    standing === "list" &&
    !isConditional &&
    contextAboveTokens === 0 &&
    outputAboveTokens === 0 &&
    outputPicoPerM !== null
  );
}
