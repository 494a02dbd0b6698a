import { type PriceList, type PricePair, type PriceQuote, pairKey, type RefusedQuote } from "./quote";

export type ImportScope = {
  /** What is in traffic or has a price. */
  pairs: readonly PricePair[];
  /** Whether models that are neither are wanted too. */
  isAll: boolean;
  /** Null takes every provider. */
  providers: ReadonlySet<string> | null;
};

export type TargetedList = { quotes: PriceQuote[]; refused: RefusedQuote[]; outOfScope: number };

/**
 * The quotes of the chosen models, under the names these have in traffic.
 *
 * Names are alike but for upper and lower case. A quote that several names are alike to is one for each of them.
 */
export function targetQuotes({ quotes, refused }: PriceList, scope: ImportScope): TargetedList {
  const alike = new Map<string, PricePair[]>();
  for (const pair of scope.pairs) alike.set(keyOf(pair), [...(alike.get(keyOf(pair)) ?? []), pair]);
  const isWanted = (provider: string) => scope.providers === null || scope.providers.has(provider);

  const targeted: PriceQuote[] = [];
  let outOfScope = 0;
  for (const quote of quotes) {
    const pairs = isWanted(quote.provider) ? (alike.get(keyOf(quote)) ?? (scope.isAll ? [quote] : [])) : [];
    if (pairs.length === 0) outOfScope += 1;
    for (const { model } of pairs) {
      const row = model === quote.model ? quote.row : `${quote.row} as ${model}`;
      targeted.push({ ...quote, model, row });
    }
  }
  const wantedRefusals = refused.filter(({ provider, model }) => {
    // What names no model may be of any.
    if (provider === null || model === null) return true;
    return isWanted(provider) && (scope.isAll || alike.has(keyOf({ provider, model })));
  });
  return {
    quotes: targeted,
    refused: wantedRefusals,
    outOfScope: outOfScope + refused.length - wantedRefusals.length,
  };
}

function keyOf({ provider, model }: PricePair): string {
  return pairKey({ provider, model: model.toLowerCase() });
}
