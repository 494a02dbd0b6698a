import { costOfSpan } from "@/lib/domain/capacity/capacity-price";
import { divideHalfEven } from "@/lib/domain/pricing/divide-half-even";
import { USD } from "@/lib/domain/pricing/exchange-rates";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { listCapacity } from "./list-capacity";

type Input = {
  /** Ascending, and still to come or without a rate of their own. */
  spans: readonly TimeWindow[];
  /** None is every one. */
  providers: readonly string[];
  currency: string;
};

/**
 * What reserved capacity will cost in spans to come, used or not, in 10⁻¹² of a currency; null where one of the currencies never
 * had a rate. What has no rate takes the last one.
 */
export async function readCapacityAhead(db: Db, { spans, providers, currency }: Input): Promise<bigint[] | null> {
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  const listed = await listCapacity(db, { from: first.from, to: last.to });
  const reserved = listed.filter(({ provider }) => providers.length === 0 || providers.includes(provider));
  if (reserved.length === 0) return spans.map(() => 0n);
  const rates = new Map((await listExchangeRates(db)).map((rate) => [rate.currency, rate.picoPerUsd]));
  const lastRate = (code: string) => (code === USD ? PICO_PER_USD : (rates.get(code) ?? null));
  const into = lastRate(currency);
  const sums = spans.map(() => 0n);
  for (const capacity of reserved) {
    const of = lastRate(capacity.currency);
    if (of === null || into === null) return null;
    for (const [index, { from, to }] of spans.entries()) {
      const cost = costOfSpan(capacity, from.getTime(), to.getTime());
      sums[index] = (sums[index] ?? 0n) + (capacity.currency === currency ? cost : divideHalfEven(cost * into, of));
    }
  }
  return sums;
}
