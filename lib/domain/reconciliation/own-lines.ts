import { splitCost } from "../focus/split-cost";
import { chargingOf } from "../pricing/charging";
import { USD } from "../pricing/exchange-rates";
import type { Price, RateName } from "../pricing/price";
import { type BillBucket, TOKEN_BUCKETS } from "./bill-buckets";
import type { OwnLine } from "./bill-line";

const METERS = ["input", "cached_input", "cache_write", "output", "reasoning"] as const;
type Meter = (typeof METERS)[number];
const RATES: Readonly<Record<Meter, RateName>> = {
  input: "input",
  cached_input: "cachedInput",
  cache_write: "cacheWrite",
  output: "output",
  reasoning: "reasoning",
};

/** What attempts of one provider, model, price and tier used and cost together. */
export type OwnGroup = {
  provider: string;
  model: string;
  tier: string | null;
  price: Price | null;
  /** Whether their costs are known; of a group all are, or none. */
  isPriced: boolean;
  attempts: number;
  picoUsd: bigint;
  estimatedPicoUsd: bigint;
  /** Of what is charged for. */
  tokens: Readonly<Record<Meter, bigint>>;
};

/**
 * The lines of a day's groups: their cost in buckets, exactly. Reasoning counts as output, as bills have it; what a price
 * charges beside tokens is `other`, and a cost that no price explains is of `all`.
 */
export function ownLines(period: string, groups: readonly OwnGroup[]): OwnLine[] {
  const lines = new Map<string, OwnLine>();
  for (const group of groups) {
    const { provider, model, tier, price, isPriced } = group;
    for (const { bucket, tokens, picoUsd, estimatedPicoUsd } of bucketsOf(group)) {
      const key = JSON.stringify([provider, model, tier, bucket]);
      const line = lines.get(key) ?? {
        ...{ period, provider, model, bucket, tier, tokens: 0n, pricedTokens: 0n, picoUsd: 0n, estimatedPicoUsd: 0n },
        ...{ priceIds: [], currencies: [] },
      };
      lines.set(key, {
        ...line,
        tokens: line.tokens + tokens,
        pricedTokens: line.pricedTokens + (isPriced ? tokens : 0n),
        picoUsd: line.picoUsd + picoUsd,
        estimatedPicoUsd: line.estimatedPicoUsd + estimatedPicoUsd,
        priceIds: isPriced && price ? withOne(line.priceIds, price.id) : line.priceIds,
        currencies: isPriced && price ? withOne(line.currencies, price.currency) : line.currencies,
      });
    }
  }
  return [...lines.values()];
}

type Part = { bucket: BillBucket; tokens: bigint; picoUsd: bigint; estimatedPicoUsd: bigint };

function bucketsOf(group: OwnGroup): Part[] {
  const { tokens, isPriced, picoUsd, estimatedPicoUsd } = group;
  const bySize = (bucket: BillBucket, count: bigint, pico: bigint): Part => ({
    ...{ bucket, tokens: count, picoUsd: pico },
    estimatedPicoUsd: picoUsd === 0n ? 0n : (estimatedPicoUsd * pico) / picoUsd,
  });
  const merged = { ...tokens, output: tokens.output + tokens.reasoning };
  if (!isPriced)
    return TOKEN_BUCKETS.flatMap((bucket) => (merged[bucket] > 0n ? bySize(bucket, merged[bucket], 0n) : []));
  const split = splitOf(group);
  const all = METERS.reduce((sum, meter) => sum + tokens[meter], 0n);
  if (!split) return all === 0n && picoUsd === 0n ? [] : [bySize(all === 0n ? "other" : "all", all, picoUsd)];
  const costs = { ...split.costs, output: split.costs.output + split.costs.reasoning };
  return [
    ...TOKEN_BUCKETS.flatMap((bucket) =>
      merged[bucket] > 0n || costs[bucket] > 0n ? bySize(bucket, merged[bucket], costs[bucket]) : [],
    ),
    ...(split.rest > 0n ? [bySize("other", 0n, split.rest)] : []),
  ];
}

type Split = { costs: Record<Meter, bigint>; rest: bigint };

function splitOf({ price, tokens, picoUsd, attempts }: OwnGroup): Split | null {
  if (!price) return null;
  const { rates } = chargingOf(price);
  const weights = METERS.map((meter) => (rates[RATES[meter]].pico ?? 0n) * tokens[meter]);
  // Only a price in dollars without steps says exactly what is tokens; of others the cost is shared out in proportion.
  const isExact = price.currency === USD && price.steps.length === 0;
  const split = isExact ? splitCost(picoUsd, weights, attempts) : null;
  const parts = split?.parts ?? proportional(picoUsd, weights);
  if (!parts) return null;
  const [input = 0n, cached_input = 0n, cache_write = 0n, output = 0n, reasoning = 0n] = parts;
  return { costs: { input, cached_input, cache_write, output, reasoning }, rest: split?.rest ?? 0n };
}

function proportional(picoUsd: bigint, weights: readonly bigint[]): bigint[] | null {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return null;
  const parts = weights.map((weight) => (picoUsd * weight) / sum);
  const largest = weights.reduce((at, weight, index) => (weight > (weights[at] ?? 0n) ? index : at), 0);
  const left = picoUsd - parts.reduce((a, b) => a + b, 0n);
  return parts.map((part, index) => (index === largest ? part + left : part));
}

function withOne(texts: readonly string[], text: string): readonly string[] {
  return texts.includes(text) ? texts : [...texts, text];
}
