import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { COST_SUMS } from "../aggregates/aggregate-stats";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { readUsageSpend, type UsageGroup } from "../usage-records/read-usage-spend";

/** What a span used and cost, from sums. */
export type MonthTotals = {
  attempts: number;
  priced: number;
  estimated: number;
  /** Null where nothing has a cost. */
  costPico: bigint | null;
  /** Usage records that no attempts cover; those without a cost; and of which currencies those are, with how many. */
  usageRecords: number;
  usageUnpriced: number;
  otherCurrencies: { currency: string; records: number }[];
};

/** The totals of contiguous spans, and whether what was read is what was asked for: it is wider where fine sums are gone. */
export async function readMonthTotals(
  db: Db,
  { windows, retention }: { windows: readonly TimeWindow[]; retention: Retention },
): Promise<{ totals: MonthTotals[]; isExact: boolean }> {
  const buckets = windows.map(minuteSpan);
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return { totals: [], isExact: true };
  const question = {
    buckets,
    filters: NO_FILTERS,
    groupBy: [],
    sums: ["attempts", ...COST_SUMS] as const,
    metrics: [],
  };
  const { groups, from, to } = await readGroups(db, { ...question, retention });
  const usage = await readUsageSpend(db, { buckets: windows, filters: NO_FILTERS, groupBy: [] });
  const totals = windows.map((_, bucket) => {
    const own = groups.find((group) => group.bucket === bucket)?.sums;
    const records = usage.filter((group) => group.bucket === bucket && !group.isCovered);
    const { attempts = 0, priced = 0, estimated = 0 } = own ?? {};
    return { attempts, priced, estimated, ...costOf(own, records), ...recordsOf(records) };
  });
  return { totals, isExact: from === first.from && to === last.to };
}

function costOf(own: { priced: number; cost_pico: bigint } | undefined, usage: readonly UsageGroup[]) {
  const ofAttempts = own && own.priced > 0 ? own.cost_pico : null;
  const known = usage.filter(({ sums }) => sums.known > 0);
  if (ofAttempts === null && known.length === 0) return { costPico: null };
  return { costPico: known.reduce((sum, { sums }) => sum + sums.costPico, ofAttempts ?? 0n) };
}

function recordsOf(usage: readonly UsageGroup[]) {
  const records = usage.reduce((sum, { sums }) => sum + sums.records, 0);
  const known = usage.reduce((sum, { sums }) => sum + sums.known, 0);
  return {
    ...{ usageRecords: records, usageUnpriced: records - known },
    otherCurrencies: usage.flatMap(({ otherCurrency: currency, sums }) =>
      currency === null || sums.records === sums.known ? [] : [{ currency, records: sums.records - sums.known }],
    ),
  };
}
