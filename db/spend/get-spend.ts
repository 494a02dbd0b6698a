import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import type { Spend, SpendRow, SpendTotal } from "@/lib/contract/spend";
import { formatUsd } from "@/lib/domain/pricing/cost";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { type Interval, intervalBucketsOf, type TimeWindow } from "@/lib/domain/time/time-window";
import { addSums, COST_SUMS, costOf, TOKEN_SUMS, tokensOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { compareNames } from "../aggregates/group-by-names";
import type { AggregateGroup, Retention, Sums } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import type { RollupSum } from "../schema/rollup-columns";

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
const TEXT_GROUPS = REPORT_DIMENSIONS.filter((name) => name !== "tier");
type SpendSum = (typeof SUMS)[number];

export type SpendInput = {
  window: TimeWindow;
  filters: Filters;
  groupBy: readonly ReportDimension[];
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
  const read = await readGroups(db, {
    buckets: buckets.map(minuteSpan),
    filters,
    groupBy,
    sums: SUMS,
    metrics: [],
    retention,
  });
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
