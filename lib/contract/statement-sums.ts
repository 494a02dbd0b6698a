import { COST_BUCKETS, type MonthSums, type OwnerSums, type TotalSums } from "@/lib/domain/months/month-sums";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import type { MonthStatement } from "./month-statement";

/** The sums of rows as a statement has them. */
export function statementSums(sums: MonthSums): Pick<MonthStatement, "totals" | "models" | "owners"> {
  return {
    totals: totalsOf(sums.total),
    models: sums.models().map(({ provider, model, unpricedTokens, buckets, ...counts }) => ({
      ...{ provider, model, ...countsOf(counts), unpriced_tokens: unpricedTokens },
      buckets: recordOf(COST_BUCKETS, (bucket) => ({
        tokens: buckets[bucket].tokens,
        cost_usd: formatUsd(buckets[bucket].pico),
      })),
    })),
    owners: sums.owners().map(({ app, team, usageRecords, ...counts }) => ({
      ...{ app, team, ...countsOf(counts), usage_records: usageRecords },
    })),
  };
}

function countsOf({ attempts, unpricedAttempts, pico }: Pick<OwnerSums, "attempts" | "unpricedAttempts" | "pico">) {
  return { attempts, unpriced_attempts: unpricedAttempts, cost_usd: formatUsdOrNull(pico) };
}

function totalsOf(total: TotalSums): MonthStatement["totals"] {
  const { pico, estimatedPico, usage } = total;
  const isSplit = pico !== null && estimatedPico !== null;
  return {
    ...countsOf(total),
    priced_attempts: total.pricedAttempts,
    estimated_attempts: total.estimatedAttempts,
    unpriced_tokens: total.unpricedTokens,
    certain_usd: isSplit ? formatUsd(pico - estimatedPico) : null,
    estimated_usd: isSplit ? formatUsd(estimatedPico) : null,
    usage_records: {
      records: usage.records,
      unpriced: usage.unpriced,
      other_currencies: usage.otherAmounts,
      cost_usd: formatUsdOrNull(usage.pico),
    },
  };
}
