import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import type { Spend, SpendRow, SpendTotal } from "@/lib/contract/spend";
import { formatUsd } from "@/lib/domain/pricing/cost";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { type Interval, intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { addSums, COST_SUMS, costOf, TOKEN_SUMS, tokensOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { compareNames } from "../aggregates/group-by-names";
import type { AggregateGroup, GroupsInput, Retention, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";
import { readConsumerDays } from "./read-consumer-days";

const ROWS_MAX = 100_000;
const SUMS = [
  "attempts",
  "requests",
  ...TOKEN_SUMS,
  ...COST_SUMS,
  "reported",
  "reported_cost_pico",
] as const satisfies readonly RollupSum[];
/** Groups of which every attempt has a name. Only the tier may be missing, and its name is then null. */
const TEXT_GROUPS = SPEND_GROUPS.filter((name) => name !== "tier");
type SpendSum = (typeof SUMS)[number];

export type SpendInput = {
  window: TimeWindow;
  filters: Filters;
  groupBy: readonly SpendGroup[];
  interval: Interval;
  tz: string;
  now: Date;
  retention: Retention;
};

/**
 * Spend by group and by interval of the report zone, intervals clipped at the window; each attempt is in one row.
 *
 * Money is added up in whole pico USD, so the rows add up to the total to the last digit.
 */
export async function getSpend(db: Db, input: SpendInput): Promise<Spend> {
  const { window, filters, groupBy, interval, tz, now, retention } = input;
  const buckets = intervalBucketsOf(window, interval, tz);
  const question = { buckets: buckets.map(minuteSpan), filters, groupBy, sums: SUMS, metrics: [], retention };
  const read = await (asksConsumerDays(question) ? readConsumerDays(db, question) : readGroups(db, question));
  if (read.groups.length > ROWS_MAX) throw tooMany(read.groups.length);
  const groups = read.groups.toSorted((a, b) => a.bucket - b.bucket || compareNames(a.names, b.names));
  return {
    ...answeredWindow(read, now),
    tz,
    interval,
    group_by: [...groupBy],
    method: read.method,
    filters,
    rows: groups.map(({ bucket, names, sums }) => spendRow(buckets[bucket]?.label, names, sums)),
    total: spendTotals(addSums(SUMS, groups)),
  };
}

/** Whether consumers are asked for of a time whose single attempts are gone, and nothing else with them. */
function asksConsumerDays({ buckets, filters, groupBy, retention }: GroupsInput<SpendSum>): boolean {
  const isGone = (buckets[0]?.from ?? 0) < retention.rawRetainedFrom;
  const isAll = Object.values(filters).every((values) => values.length === 0);
  return isGone && isAll && groupBy.length === 1 && groupBy[0] === "consumer";
}

function spendTotals(sums: Sums<SpendSum>): SpendTotal {
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
function spendRow(label: string | null | undefined, names: AggregateGroup["names"], sums: Sums<SpendSum>): SpendRow {
  const row: SpendRow = spendTotals(sums);
  if (typeof label === "string") row.day = label;
  for (const name of TEXT_GROUPS) if (names[name] !== undefined) row[name] = names[name] ?? "";
  if (names.tier !== undefined) row.tier = names.tier;
  return row;
}

function tooMany(rows: number): AppError {
  const message = `These are ${rows} rows, more than ${ROWS_MAX}: ask for a longer interval, a shorter window or a filter`;
  return new AppError("UNPROCESSABLE", message, { fields: { interval: [message] } });
}
