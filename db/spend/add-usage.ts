import type { Certainty, SpendTotal, UsageSpend } from "@/lib/contract/spend";
import type { Tokens } from "@/lib/contract/stats";
import { groupBy } from "@/lib/domain/group-by";
import { formatUsd, formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import type { UsageGroup, UsageSums } from "../usage-records/read-usage-spend";

/** The sums of attempts with what usage records add: to cost and tokens, and to nothing that is counted of attempts. */
export function addUsage(totals: SpendTotal, usage: readonly UsageGroup[]): SpendTotal {
  const counted = usage.filter(({ isCovered }) => !isCovered);
  const covered = addSums(usage.filter(({ isCovered }) => isCovered));
  const sums = addSums(counted);
  const tokens = tokensOf(sums);
  const cost = costOf(sums);
  const records: UsageSpend = {
    records: sums.records,
    attempts_cost_usd: totals.cost_usd,
    cost_usd: formatUsdOrNull(cost),
    list_price_usd: cost === null ? null : formatUsd(sums.estimatedPico),
    tokens,
    unpriced: sums.records - sums.known,
    other_currencies: otherCurrencies(counted),
    covered: { records: covered.records, cost_usd: formatUsdOrNull(costOf(covered)) },
    split: sums.split + covered.split,
  };
  const ofAttempts = totals.cost_usd === null ? null : parseUsd(totals.cost_usd);
  return {
    ...totals,
    tokens: addTokens(totals.tokens, tokens),
    cost_usd: formatUsdOrNull(add(ofAttempts, cost)),
    usage_records: records,
    ...(totals.certainty && { certainty: addToCertainty(totals.certainty, cost, sums.estimatedPico) }),
  };
}

/** What came without a cost, at list price, is an estimate. */
function addToCertainty(certainty: Certainty, cost: bigint | null, estimated: bigint): Certainty {
  const { certain_usd, estimated_usd } = certainty;
  const sum = (usd: string | null, more: bigint) => formatUsdOrNull(add(usd === null ? null : parseUsd(usd), more));
  if (cost === null) return certainty;
  return {
    ...certainty,
    certain_usd: sum(certain_usd, cost - estimated),
    estimated_usd: sum(estimated_usd, estimated),
  };
}

function addSums(groups: readonly UsageGroup[]): UsageSums {
  const sum = (name: Exclude<keyof UsageSums, "costPico" | "estimatedPico">) =>
    groups.reduce((total, { sums }) => total + sums[name], 0);
  return {
    records: sum("records"),
    split: sum("split"),
    known: sum("known"),
    costPico: groups.reduce((total, { sums }) => total + sums.costPico, 0n),
    estimatedPico: groups.reduce((total, { sums }) => total + sums.estimatedPico, 0n),
    withTokens: sum("withTokens"),
    input: sum("input"),
    cachedInput: sum("cachedInput"),
    cacheWrite: sum("cacheWrite"),
    output: sum("output"),
    reasoning: sum("reasoning"),
  };
}

function otherCurrencies(groups: readonly UsageGroup[]): UsageSpend["other_currencies"] {
  const named = groups.flatMap((group) =>
    group.otherCurrency === null ? [] : [{ ...group, currency: group.otherCurrency }],
  );
  return [...groupBy(named, ({ currency }) => currency)]
    .map(([currency, own]) => ({
      currency,
      cost: formatUsd(own.reduce((total, { amountPico }) => total + amountPico, 0n)),
      records: own.reduce((total, { sums }) => total + sums.records, 0),
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function costOf({ known, costPico }: UsageSums): bigint | null {
  return known === 0 ? null : costPico;
}

/** As of attempts: all null where no record has any. */
function tokensOf({ withTokens, ...sums }: UsageSums): Tokens {
  const known = (count: number) => (withTokens === 0 ? null : count);
  return {
    input: known(sums.input),
    cached_input: known(sums.cachedInput),
    cache_write: known(sums.cacheWrite),
    output: known(sums.output),
    reasoning: known(sums.reasoning),
  };
}

function addTokens(a: Tokens, b: Tokens): Tokens {
  return {
    input: add(a.input, b.input),
    cached_input: add(a.cached_input, b.cached_input),
    cache_write: add(a.cache_write, b.cache_write),
    output: add(a.output, b.output),
    reasoning: add(a.reasoning, b.reasoning),
  };
}

/** Nothing known adds nothing; of nothing known at all, nothing is. */
function add<T extends number | bigint>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  // Of one type both, which TypeScript cannot add.
  return ((a as number) + (b as number)) as T;
}
