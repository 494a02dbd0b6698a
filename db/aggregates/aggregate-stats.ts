import type { Tokens, TotalStats } from "@/lib/contract/stats";
import { OUTCOMES, type OutcomeCounts } from "@/lib/domain/outcome";
import { blendedUsdPerM, effectiveUsdPerMOutput } from "@/lib/domain/pricing/cost";
import { FREE_OUTCOMES, isUsagePriced } from "@/lib/domain/pricing/priced-usage";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { errorRate, RATE_LIMITED_COUNTS, requestUptime, userSuccess } from "@/lib/domain/uptime/uptime";
import { isMoney, ROLLUP_METRICS, ROLLUP_TOKENS, type RollupMetric, type RollupSum } from "../schema/rollup-columns";
import { blocksOf, type DecodedGroup } from "./decode-samples";
import type { AggregateGroup, Samples, Sums } from "./group-types";
import { percentilesOf } from "./percentiles-of";

export const TOKEN_SUMS = ["with_usage", ...ROLLUP_TOKENS] as const satisfies readonly RollupSum[];
export const COST_SUMS = ["priced", "estimated", "cost_pico"] as const satisfies readonly RollupSum[];

/** What rows of a model are made of. */
export const STATS_SUMS = [
  ...["attempts", "requests", ...OUTCOMES, "final_ok", "final_failed"],
  ...[...TOKEN_SUMS, ...COST_SUMS],
] as const satisfies readonly RollupSum[];
export type StatsSum = (typeof STATS_SUMS)[number];

const PRICED_SUMS = ["attempts", ...FREE_OUTCOMES, ...TOKEN_SUMS, ...COST_SUMS] as const satisfies readonly RollupSum[];
type PricedSum = (typeof PRICED_SUMS)[number];

type TokenSums = Sums<(typeof TOKEN_SUMS)[number]>;
type CostSums = Sums<(typeof COST_SUMS)[number] | "attempts">;

/** Adds up groups of any names and buckets. */
export function addSums<Sum extends RollupSum>(
  names: readonly Sum[],
  groups: readonly Pick<AggregateGroup<Sum>, "sums">[],
): Sums<Sum> {
  const [only] = groups;
  // Each row of a table is one group, mostly.
  if (only && groups.length === 1) return only.sums;
  const total = (name: Sum) =>
    isMoney(name)
      ? groups.reduce((sum, group) => sum + BigInt(group.sums[name]), 0n)
      : groups.reduce((sum, group) => sum + Number(group.sums[name]), 0);
  // Money is a bigint and everything else a number, which is what Sums says by the name.
  return Object.fromEntries(names.map((name) => [name, total(name)])) as Sums<Sum>;
}

/** Every number of a row but its minutes, from all groups that belong to it, which are of one model and provider each. */
export function aggregateStats(
  groups: readonly DecodedGroup<StatsSum>[],
): Omit<TotalStats, "uptime"> & { uptime: { requests: number | null } } {
  const sums = addSums(STATS_SUMS, groups);
  const outcomes = outcomesOf(sums);
  const [ttft, duration, rate] = ROLLUP_METRICS.map((metric) =>
    percentilesOf(summarizeBlocks(blocksOf(groups, metric)), metric),
  );
  if (!ttft || !duration || !rate) throw new RangeError("A rollup has three metrics");
  const tokens = tokensOf(sums);
  return {
    requests: sums.requests,
    attempts: sums.attempts,
    outcomes,
    error_rate: errorRate(outcomes),
    user_success: userSuccess({ ok: sums.final_ok, failed: sums.final_failed }),
    uptime: { requests: requestUptime(outcomes, RATE_LIMITED_COUNTS) },
    ttft_ms: ttft,
    duration_ms: duration,
    output_tokens_per_s: rate,
    tokens,
    ...costOf(sums),
    ...usdPerTokenOf(groups),
  };
}

/** Spend per million tokens, of the groups alone whose tokens have a price: others would add tokens at no cost. */
export function usdPerTokenOf(groups: readonly Pick<AggregateGroup<PricedSum>, "sums">[]) {
  const priced = groups.filter(({ sums }) => isUsagePriced(sums));
  const sums = addSums(PRICED_SUMS, priced);
  const cost = picoOf(sums);
  return {
    usd_per_m_output: formatUsdOrNull(effectiveUsdPerMOutput(cost, sums.output_tokens)),
    usd_per_m_blended: formatUsdOrNull(blendedUsdPerM(cost, sums.input_tokens + sums.output_tokens)),
  };
}

export function outcomesOf(sums: OutcomeCounts): OutcomeCounts {
  return recordOf(OUTCOMES, (outcome) => sums[outcome]);
}

/** Token sums, all null when no attempt came with its usage. */
export function tokensOf(sums: TokenSums): Tokens {
  const known = (value: number) => (sums.with_usage === 0 ? null : value);
  return {
    input: known(sums.input_tokens),
    cached_input: known(sums.cached_input_tokens),
    cache_write: known(sums.cache_write_tokens),
    output: known(sums.output_tokens),
    reasoning: known(sums.reasoning_tokens),
  };
}

/** Money, null when nothing has a price, with how much of it is known and how much is an estimate. */
export function costOf(sums: CostSums) {
  return {
    cost_usd: formatUsdOrNull(picoOf(sums)),
    priced_share: sums.attempts === 0 ? null : sums.priced / sums.attempts,
    estimated_share: sums.priced === 0 ? null : sums.estimated / sums.priced,
  };
}

export function samplesOf(groups: readonly AggregateGroup<never>[], metric: RollupMetric): Samples[] {
  return groups.flatMap(({ samples }) => samples[metric] ?? []);
}

function picoOf(sums: CostSums): bigint | null {
  return sums.priced === 0 ? null : sums.cost_pico;
}
