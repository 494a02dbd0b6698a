import { groupBy } from "@/lib/domain/group-by";
import type { TokenUsage } from "@/lib/domain/pricing/token-usage";
import type { ReportDimension } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Traffic } from "@/lib/domain/what-if/lots";
import type { AggregateGroup } from "../aggregates/group-types";
import { type AttemptGroup, namesOf, type TOKEN_KINDS, type TokenCounts } from "./read-attempts";

export const TRAFFIC_SUMS = [
  "attempts",
  "ok",
  "priced",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cost_pico",
] as const;
export type SummedGroup = AggregateGroup<(typeof TRAFFIC_SUMS)[number]>;

type Cut = { buckets: readonly MinuteSpan[]; sizes: readonly number[] };

/** What was counted one by one, without what has no cost. */
export function trafficOfAttempts(groups: readonly AttemptGroup[], cut: Cut): Traffic[] {
  return groups.flatMap((group) => {
    const span = cut.buckets[group.bucket];
    if (!group.isPriced || !span) return [];
    const { attempts, answered, pico } = group;
    return { ...headOf(group.names, span, group.size, cut), attempts, answered, pico, tokens: usageOf(group.charged) };
  });
}

/**
 * Sums as traffic by size, with what is charged for: in the shares that attempts of the same model and provider have which were
 * looked at. Without any, all tokens are charged for, of a size that nobody knows.
 */
export function trafficOfSums(
  groups: readonly SummedGroup[],
  looked: readonly AttemptGroup[],
  { by, ...cut }: Cut & { by: readonly ReportDimension[] },
): Traffic[] {
  const shares = sharesByPair(looked);
  return groups.flatMap(({ bucket, names, sums }) => {
    const span = cut.buckets[bucket];
    if (sums.priced === 0 || !span) return [];
    const named = namesOf(by, names);
    const sent = sentOf(sums);
    const known = shares.get(pairKey(named)) ?? [];
    if (known.length === 0) {
      const rest = { attempts: sums.priced, answered: Math.min(sums.ok, sums.priced), pico: sums.cost_pico };
      return { ...headOf(named, span, 0, cut), ...rest, tokens: usageOf(sent) };
    }
    let [left, attemptsLeft] = [sums.cost_pico, sums.priced];
    return known.map(({ size, tokens, attempts, answered, cost }, place): Traffic => {
      const isLast = place === known.length - 1;
      const pico = isLast ? left : (sums.cost_pico * cost.part) / cost.whole;
      const count = isLast ? attemptsLeft : Math.round(sums.priced * attempts);
      left -= pico;
      attemptsLeft -= count;
      return {
        ...headOf(named, span, size, cut),
        ...{ pico, attempts: count, answered: Math.min(count, Math.round(count * answered)) },
        tokens: usageOf(countsOf((kind) => Math.round(sent[kind] * tokens[kind]))),
      };
    });
  });
}

type SizeShare = {
  size: number;
  /** Of all tokens of a kind, those of this size that are charged for; of all attempts with a cost, those of this size. */
  tokens: TokenCounts;
  attempts: number;
  answered: number;
  cost: { part: bigint; whole: bigint };
};

function sharesByPair(looked: readonly AttemptGroup[]): Map<string, SizeShare[]> {
  const shares = new Map<string, SizeShare[]>();
  for (const [key, groups] of groupBy(looked, ({ names }) => pairKey(names))) {
    const priced = groups.filter(({ isPriced }) => isPriced);
    const sum = (some: readonly AttemptGroup[], pick: (group: AttemptGroup) => number) =>
      some.reduce((total, group) => total + pick(group), 0);
    const attempts = sum(priced, (group) => group.attempts);
    if (attempts === 0) continue;
    const cost = priced.reduce((total, { pico }) => total + pico, 0n);
    const bySize = [...groupBy(priced, ({ size }) => size)].sort(([a], [b]) => a - b);
    shares.set(
      key,
      bySize.map(([size, own]) => {
        const ownAttempts = sum(own, (group) => group.attempts);
        return {
          size,
          tokens: countsOf((kind) => {
            const all = sum(groups, ({ sent }) => sent[kind]);
            return all === 0 ? ownAttempts / attempts : sum(own, ({ charged }) => charged[kind]) / all;
          }),
          attempts: ownAttempts / attempts,
          answered: sum(own, (group) => group.answered) / ownAttempts,
          cost:
            cost === 0n
              ? { part: 0n, whole: 1n }
              : { part: own.reduce((total, { pico }) => total + pico, 0n), whole: cost },
        };
      }),
    );
  }
  return shares;
}

function headOf(names: AttemptGroup["names"], span: MinuteSpan, size: number, { sizes }: Cut) {
  const above = sizes[size - 1];
  return {
    names: { ...names, model: names.model ?? "", provider: names.provider ?? "" },
    ...span,
    inputTokens: above === undefined ? null : above + 1,
  };
}

function sentOf(sums: SummedGroup["sums"]): TokenCounts {
  const { input_tokens, cached_input_tokens: cached, cache_write_tokens: written } = sums;
  return {
    ...{ uncached: Math.max(0, input_tokens - cached - written), cached, written },
    ...{ output: sums.output_tokens, reasoning: Math.min(sums.reasoning_tokens, sums.output_tokens) },
  };
}

function usageOf({ uncached, cached, written, output, reasoning }: TokenCounts): TokenUsage {
  return { uncachedInput: uncached, cachedInput: cached, cacheWrite: written, output, reasoning };
}

function countsOf(countOf: (kind: (typeof TOKEN_KINDS)[number]) => number): TokenCounts {
  return {
    uncached: countOf("uncached"),
    cached: countOf("cached"),
    written: countOf("written"),
    output: countOf("output"),
    reasoning: countOf("reasoning"),
  };
}

function pairKey({ model, provider }: AttemptGroup["names"]): string {
  return JSON.stringify([model, provider]);
}
