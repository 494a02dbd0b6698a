import type { Filters } from "@/lib/contract/common";
import { addKnown } from "@/lib/domain/add-known";
import { groupBy as groupItems } from "@/lib/domain/group-by";
import type { SpendGroup } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { IntervalBucket } from "@/lib/domain/time/time-window";
import { addSums } from "../aggregates/aggregate-stats";
import { minuteSpan } from "../aggregates/answer-window";
import { compareNames } from "../aggregates/group-by-names";
import type { AggregateGroup, Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { type CapacityLine, readSpendCapacity, type SpendCapacityLines } from "../capacity/read-spend-capacity";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { readUsageSpend, type UsageGroup } from "../usage-records/read-usage-spend";
import { joinUsage, readBuckets } from "./join-usage";
import { refuseRows } from "./refuse-rows";

const SUMS = ["attempts", "requests", "priced", "cost_pico"] as const satisfies readonly RollupSum[];

type CostsInput = {
  /** Contiguous and ascending. */
  buckets: readonly IntervalBucket[];
  filters: Filters;
  groupBy: readonly SpendGroup[];
  now: Date;
  retention: Retention;
  /** Whether what reserved capacity cost is asked for too. */
  withCapacity: boolean;
};

/** What one group cost in one interval; money in pico USD. */
export type CostRow = {
  label: string | null;
  names: AggregateGroup["names"];
  attempts: number;
  requests: number;
  priced: number;
  /** By the token, and what usage records add; null where nothing of it has a price. */
  costPico: bigint | null;
  /** What reserved capacity cost it, and what was billed with that; null where none was reserved, and where that is not known. */
  capacity: { paidPico: bigint; billedPico: bigint } | null;
  /** What usage records say in other currencies, in 10⁻¹² of each. */
  otherCurrencies: ReadonlyMap<string, bigint>;
};

export type Costs = {
  rows: CostRow[];
  /** The same of all rows; its label is null. */
  total: CostRow;
  /** Whether what capacity cost is known in dollars; null where none was reserved or it was not asked for. */
  isPaid: boolean | null;
  /** The window really read, in epoch minutes. */
  read: MinuteSpan;
};

/**
 * What getSpend says of money, for answers that show nothing else: of every row a fifth of the sums is read, and of capacity not which
 * hours of it were idle.
 */
export async function readCosts(db: Db, input: CostsInput): Promise<Costs> {
  const { buckets, filters, groupBy, now, retention, withCapacity } = input;
  const question = { buckets: buckets.map(minuteSpan), filters, groupBy, sums: SUMS, metrics: [], retention };
  // Attempts first, as getSpend does.
  const read = await readGroups(db, question);
  const asRead = readBuckets(buckets, read);
  const usage = await readUsageSpend(db, { buckets: asRead, filters, groupBy });
  const spans = asRead.map(minuteSpan);
  const capacity = withCapacity
    ? await readSpendCapacity(db, { buckets: spans, filters, groupBy, now, retention, withIdle: false })
    : null;
  const groups = joinUsage(read.groups, usage, capacity?.isByRow ? capacity.lines : []).sort(
    (a, b) => a.bucket - b.bucket || compareNames(a.names, b.names),
  );
  refuseRows(groups.length);
  const row = (parts: Pick<(typeof groups)[number], "attempts" | "usage" | "capacity">) => costsOf(parts, capacity);
  return {
    rows: groups.map((group) => ({
      ...{ label: buckets[group.bucket]?.label ?? null, names: group.names },
      ...row(group),
    })),
    total: { label: null, names: {}, ...row({ attempts: read.groups, usage, capacity: capacity?.lines ?? [] }) },
    isPaid: capacity?.isPaid ?? null,
    read: { from: read.from, to: read.to },
  };
}

type Parts = {
  attempts: readonly AggregateGroup<(typeof SUMS)[number]>[];
  usage: readonly UsageGroup[];
  capacity: readonly CapacityLine[];
};

function costsOf(parts: Parts, capacity: SpendCapacityLines | null): Omit<CostRow, "label" | "names"> {
  const { attempts, requests, priced, cost_pico } = addSums(SUMS, parts.attempts);
  const counted = parts.usage.filter(({ isCovered }) => !isCovered);
  const ofUsage = counted.map(({ sums }) => (sums.known === 0 ? null : sums.costPico));
  const { capacity: lines } = parts;
  // Idle hours used nothing, which is known.
  const isIdle = lines.length > 0 && attempts === 0 && parts.usage.length === 0;
  const costPico = isIdle ? 0n : addKnown([priced === 0 ? null : cost_pico, ...ofUsage]);
  const otherCurrencies = new Map(
    [...groupItems(counted, ({ otherCurrency }) => otherCurrency)].flatMap(([currency, own]) =>
      currency === null ? [] : [[currency, own.reduce((sum, { amountPico }) => sum + amountPico, 0n)] as const],
    ),
  );
  if (lines.length === 0 || !capacity?.isPaid) {
    return { attempts, requests, priced, costPico, capacity: null, otherCurrencies };
  }
  const paidPico = lines.reduce((sum, line) => sum + line.paidPico, 0n);
  const tokenPico = lines.reduce((sum, line) => sum + line.tokenPico, 0n);
  const billed = { paidPico, billedPico: (costPico ?? 0n) - tokenPico + paidPico };
  return { attempts, requests, priced, costPico, capacity: billed, otherCurrencies };
}
