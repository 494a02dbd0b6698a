import { FREE_OUTCOMES, isUsagePriced } from "@/lib/domain/pricing/priced-usage";
import type { BridgePeriod, BridgeTokens } from "@/lib/domain/spend/bridge-group";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { addSums, COST_SUMS, TOKEN_SUMS } from "../aggregates/aggregate-stats";
import { minuteSpan } from "../aggregates/answer-window";
import type { AggregateGroup, AggregateGroups, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { readSpendCapacity, type SpendCapacityLines } from "../capacity/read-spend-capacity";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { readUsageSpend } from "../usage-records/read-usage-spend";
import type { SpendInput } from "./get-spend";
import { readBuckets } from "./join-usage";
import { WASTE_SUMS, wasteCostOf } from "./waste-of";

const PERIOD_SUMS = [
  ...["attempts", ...FREE_OUTCOMES, ...TOKEN_SUMS, ...COST_SUMS],
  ...[...WASTE_SUMS, "wasted_input_tokens", "wasted_output_tokens"],
] as const satisfies readonly RollupSum[];
/** Each once. */
const SUMS = [...new Set(PERIOD_SUMS)];
type PeriodSum = (typeof SUMS)[number];
type PeriodGroup = AggregateGroup<PeriodSum>;

export type PeriodInput = Pick<SpendInput, "filters" | "now" | "retention"> & { window: TimeWindow };

export type ReadPeriod = {
  read: AggregateGroups<PeriodSum>;
  total: Sums<PeriodSum>;
  /** What usage records add that attempts do not cover, in pico USD; null where there is none with a cost. */
  usageCost: bigint | null;
  /** What reserved capacity cost, less what it served by the token, in pico USD; null where a day has no rate of its currency. */
  capacityCost: bigint | null;
};

/** What every model at every provider did in a period, and what usage records and reserved capacity add. */
export async function readBridgePeriod(db: Db, { window, filters, now, retention }: PeriodInput): Promise<ReadPeriod> {
  const question = {
    ...{ buckets: [minuteSpan(window)], filters, retention, sums: SUMS, metrics: [] },
    groupBy: ["model", "provider"] as const,
  };
  const read = await readGroups(db, question);
  const buckets = readBuckets([window], read);
  const usage = await readUsageSpend(db, { buckets, filters, groupBy: [] });
  const spans = buckets.map(minuteSpan);
  const asked = { buckets: spans, filters, groupBy: [], now, retention };
  const capacity = await readSpendCapacity(db, { ...asked, withIdle: false });
  const costs = usage.flatMap(({ isCovered, sums }) => (isCovered || sums.known === 0 ? [] : [sums.costPico]));
  return {
    read,
    total: addSums(SUMS, read.groups),
    usageCost: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0n),
    capacityCost: capacityCostOf(capacity),
  };
}

function capacityCostOf(capacity: SpendCapacityLines | null): bigint | null {
  if (capacity === null) return 0n;
  return capacity.isPaid
    ? capacity.lines.reduce((sum, { paidPico, tokenPico }) => sum + paidPico - tokenPico, 0n)
    : null;
}

/** A model's period as the bridge takes it, without the tokens of attempts that gave no answer. */
export function bridgePeriod(
  group: PeriodGroup | undefined,
  { isWasteKnown, rates }: { isWasteKnown: boolean; rates: BridgeTokens | null },
): BridgePeriod {
  const sums = group?.sums;
  if (!sums) return { attempts: 0, tokens: NO_TOKENS, cost: 0n, waste: 0n, isSplittable: false, rates };
  return {
    attempts: sums.attempts,
    tokens: isWasteKnown ? answerTokens(sums) : tokensOf(sums, BigInt(sums.input_tokens), BigInt(sums.output_tokens)),
    cost: sums.cost_pico,
    waste: isWasteKnown ? wasteCostOf(sums) : 0n,
    isSplittable: isUsagePriced(sums),
    rates,
  };
}

function answerTokens(sums: Sums<PeriodSum>): BridgeTokens {
  const less = (all: number, part: number) => BigInt(Math.max(0, all - part));
  return tokensOf(
    sums,
    less(sums.input_tokens, sums.wasted_input_tokens),
    less(sums.output_tokens, sums.wasted_output_tokens),
  );
}

/** So much of the tokens, as much of the input being read from the cache and written to it as of all. */
function tokensOf(sums: Sums<PeriodSum>, input: bigint, output: bigint): BridgeTokens {
  const all = BigInt(Math.max(1, sums.input_tokens));
  const cachedInput = (BigInt(sums.cached_input_tokens) * input) / all;
  const cacheWrite = (BigInt(sums.cache_write_tokens) * input) / all;
  const uncached = input - cachedInput - cacheWrite;
  return { input: uncached > 0n ? uncached : 0n, cachedInput, cacheWrite, output };
}

const NO_TOKENS: BridgeTokens = { input: 0n, cachedInput: 0n, cacheWrite: 0n, output: 0n };
