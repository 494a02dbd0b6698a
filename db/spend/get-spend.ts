import type { Filters } from "@/lib/contract/common";
import type { Spend, SpendRow, SpendTotal } from "@/lib/contract/spend";
import { formatUsd } from "@/lib/domain/pricing/cost";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { type Interval, intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { addSums, COST_SUMS, costOf, TOKEN_SUMS, tokensOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { compareNames } from "../aggregates/group-by-names";
import type { AggregateGroup, GroupsInput, Retention, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import { type CapacityLine, readSpendCapacity, type SpendCapacityLines } from "../capacity/read-spend-capacity";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { readUsageSpend, type UsageGroup } from "../usage-records/read-usage-spend";
import { addCapacityCost } from "./add-capacity-cost";
import { addUsage } from "./add-usage";
import { CERTAINTY_SUMS, certaintyHead, certaintyOf } from "./certainty-of";
import { joinUsage, readBuckets } from "./join-usage";
import { RATE_SUMS, ratesOf } from "./rates-of";
import { type CertaintyParts, readCertainty } from "./read-certainty";
import { readConsumerDays } from "./read-consumer-days";
import { readListedPrices } from "./read-listed-prices";
import { refuseRows } from "./refuse-rows";

const SUMS = [
  "attempts",
  "requests",
  ...TOKEN_SUMS,
  ...COST_SUMS,
  "reported",
  "reported_cost_pico",
] as const satisfies readonly RollupSum[];
const DETAIL_SUMS = [...new Set([...SUMS, ...RATE_SUMS, ...CERTAINTY_SUMS])];
/** Groups of which every attempt has a name. Only the tier may be missing, and its name is then null. */
const TEXT_GROUPS = SPEND_GROUPS.filter((name) => name !== "tier");
type SpendSum = (typeof SUMS)[number];
type DetailSum = (typeof DETAIL_SUMS)[number];

export type SpendInput = {
  window: TimeWindow;
  filters: Filters;
  groupBy: readonly SpendGroup[];
  interval: Interval;
  tz: string;
  now: Date;
  retention: Retention;
  /** Whether rows say their rates and how sure they are; left out, where there is no interval. */
  isDetailed?: boolean;
};

/**
 * Spend by group and by interval of the report zone, intervals clipped at the window; each attempt is in one row.
 *
 * Money is added up in whole pico USD, so the rows add up to the total to the last digit.
 */
export async function getSpend(db: Db, input: SpendInput): Promise<Spend> {
  const { window, filters, groupBy, interval, tz, now, retention } = input;
  const buckets = intervalBucketsOf(window, interval, tz);
  // Details of a hundred thousand days are nothing anybody reads, and take as long as all else.
  const { isDetailed = interval === "none" } = input;
  const sums: readonly DetailSum[] = isDetailed ? DETAIL_SUMS : SUMS;
  const question = { buckets: buckets.map(minuteSpan), filters, groupBy, sums, metrics: [], retention };
  const isByConsumerDay = asksConsumerDays(question);
  const readRows = <Sum extends RollupSum>(asked: GroupsInput<Sum>) =>
    isByConsumerDay ? readConsumerDays(db, asked) : readGroups(db, asked);
  // Attempts first: one that is stored in between may be left out once, but never counts beside the bill that it is in.
  const read = await readRows(question);
  const certainty = isDetailed
    ? await readCertainty(db, question, { groups: read.groups, readCosts: readRows, isByModel: !isByConsumerDay })
    : null;
  const asRead = readBuckets(buckets, read);
  const usage = await readUsageSpend(db, { buckets: asRead, filters, groupBy });
  const spans = asRead.map(minuteSpan);
  const capacity = await readSpendCapacity(db, { buckets: spans, filters, groupBy, now, retention });
  const listedOf = isDetailed && groupBy.includes("model") ? await readListedPrices(db, spans) : null;
  const groups = joinUsage(read.groups, usage, capacity?.isByRow ? capacity.lines : []).sort(
    (a, b) => a.bucket - b.bucket || compareNames(a.names, b.names),
  );
  refuseRows(groups.length);
  return {
    ...answeredWindow(read, now),
    tz,
    interval,
    group_by: [...groupBy],
    method: read.method,
    filters,
    rows: groups.map((group) =>
      spendRow(
        buckets[group.bucket]?.label,
        group.names,
        withCapacity(totalsOf(group.attempts, group.usage, certainty?.ofRow(group)), group.capacity, capacity),
        listedOf?.(group),
      ),
    ),
    total: withCapacity(totalsOf(read.groups, usage, certainty?.total), capacity?.lines ?? [], capacity),
    ...(certainty && certaintyHead(certainty, read, retention)),
  };
}

/** Whether consumers are asked for of a time whose single attempts are gone, and nothing else with them. */
function asksConsumerDays({ buckets, filters, groupBy, retention }: GroupsInput<DetailSum>): boolean {
  const isGone = (buckets[0]?.from ?? 0) < retention.rawRetainedFrom;
  const isAll = Object.values(filters).every((values) => values.length === 0);
  return isGone && isAll && groupBy.length === 1 && groupBy[0] === "consumer";
}

function totalsOf(
  attempts: readonly AggregateGroup<DetailSum>[],
  usage: readonly UsageGroup[],
  certainty: CertaintyParts | undefined,
): SpendTotal {
  const sums = attemptTotals(addSums(SUMS, attempts));
  const totals = certainty
    ? { ...sums, rates: ratesOf(attempts), ...certaintyOf(addSums(CERTAINTY_SUMS, attempts), certainty) }
    : sums;
  return usage.length === 0 ? totals : addUsage(totals, usage);
}

function withCapacity(
  totals: SpendTotal,
  lines: readonly CapacityLine[],
  capacity: SpendCapacityLines | null,
): SpendTotal {
  return capacity === null || lines.length === 0 ? totals : addCapacityCost(totals, lines, capacity.isPaid);
}

function attemptTotals(sums: Sums<SpendSum>): SpendTotal {
  return {
    attempts: sums.attempts,
    requests: sums.requests,
    tokens: tokensOf(sums),
    ...costOf(sums),
    reported_cost_usd: sums.reported === 0 ? null : formatUsd(sums.reported_cost_pico),
    reported_share: sums.attempts === 0 ? null : sums.reported / sums.attempts,
  };
}

/** Written field by field, because a table may have a hundred thousand rows. */
function spendRow(
  label: string | null | undefined,
  names: AggregateGroup["names"],
  row: SpendRow,
  listed: string | null | undefined,
): SpendRow {
  if (typeof label === "string") row.day = label;
  for (const name of TEXT_GROUPS) if (names[name] !== undefined) row[name] = names[name] ?? "";
  if (names.tier !== undefined) row.tier = names.tier;
  if (listed !== undefined) row.list_usd_per_m_output = listed;
  return row;
}
