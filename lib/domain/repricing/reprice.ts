import type { Operation } from "../operation";
import type { Outcome } from "../outcome";
import { costOfAttempt } from "../pricing/cost";
import type { Price } from "../pricing/price";
import type { PriceBook } from "../pricing/price-book";
import { type TokenTotals, tokenUsageOf, type UsageSource } from "../pricing/token-usage";
import type { UsageParts } from "../pricing/usage-parts";
import { pricedNames } from "./priced-names";

const BATCH: Operation = "batch";

/** What decides which prices are asked for a stored attempt, alike for many. */
export type RepricedPlace = {
  model: string;
  provider: string;
  region: string;
  serviceTier: string | null;
  operation: string | null;
  /** The price it has, or null where it has none. */
  former: Pick<Price, "provider" | "model"> | null;
};

/** Where the price of attempts is looked for: names at a seller, in order, and the tier of service that conditions go by. */
export type PriceLookup = { seller: string; names: readonly string[]; region: string; serviceTier: string | null };

/**
 * Where the price of a stored attempt is looked for.
 *
 * Two things that a record said are not stored with the attempt: who sends the bill where that is not the provider, and the
 * model's name before it was put under one spelling. The price the attempt has tells both; without one, the provider's
 * own price is asked for under the stored name.
 */
export function lookupOf({ model, provider, region, serviceTier, operation, former }: RepricedPlace): PriceLookup {
  const seller = former?.provider ?? provider;
  const names = pricedNames({ asked: model, sent: model, model, provider, seller });
  const first = former && !names.includes(former.model) ? [former.model] : [];
  return {
    seller,
    names: [...first, ...names],
    region,
    serviceTier: serviceTier ?? (operation === BATCH ? BATCH : null),
  };
}

/** What a stored attempt was charged for. */
export type RepricedUse = {
  /** Epoch µs. */
  at: number;
  outcome: Outcome;
  usageSource: UsageSource;
  totals: TokenTotals;
  parts: UsageParts;
};

export type Repriced = { costPico: bigint | null; isEstimated: boolean; price: Price | null };

/** What a stored attempt costs by a book, as it would if its record came in now. */
export function repriceUse(
  book: Pick<PriceBook, "find" | "picoPerUsd">,
  { seller, names, region, serviceTier }: PriceLookup,
  { at, outcome, usageSource, totals, parts }: RepricedUse,
): Repriced {
  const { usage } = tokenUsageOf(totals);
  const question = {
    serviceTier,
    region,
    inputTokens: usage && (totals.inputTokens ?? 0),
    outputTokens: usage?.output ?? null,
  };
  let price: Price | null = null;
  for (const name of names) {
    price = book.find(seller, name, at, question);
    if (price) break;
  }
  const cost = costOfAttempt({ price, at, rates: book, outcome, usage, usageSource, parts, serviceTier });
  return { costPico: cost.picoUsd, isEstimated: cost.estimated, price };
}
