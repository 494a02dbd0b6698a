import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { outcomeIn } from "@/db/schema/outcome-sql";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { DOWN_OUTCOMES, MEASURED_OUTCOMES } from "@/lib/domain/uptime/uptime";
import { type Comparison, compareRows, type RollupCheck, type RowSource } from "./compare-rows";
import type { RetainedOfDay } from "./rollup-comparisons";
import { bucketSql } from "./rollup-sql";

const GROUP_COLUMNS = ["model_id", "provider_id", "region_id"] as const;
const GROUP_COLUMN_LIST = GROUP_COLUMNS.join(", ");
const COUNTS = ["measured", "down"];

/** Per minute of the attempts: written out as the definition has it, to find what refreshUptime and isDownSql do wrong. */
const JUDGED = `
  select date_trunc('minute', started_at, 'UTC') as minute, ${GROUP_COLUMN_LIST},
    sum((${outcomeIn("outcome", MEASURED_OUTCOMES)})::int) as judged, sum((${outcomeIn("outcome", DOWN_OUTCOMES)})::int) as failed
  from attempt where bucket = ${ONLY_BUCKET} and started_at >= $1::timestamptz and started_at < $2::timestamptz
  group by 1, 2, 3, 4`;

// Quarters with records that are not sealed yet are judged by their readers, whatever is sealed of them.
const NOT_TOUCHED = `not exists (select from touched where touched.quarter = starts_at)`;
const TOUCHED = `touched as materialized (
  select distinct ${bucketSql("quarter")} as quarter from (
    select starts_at from rollup_fresh where starts_at >= $1::timestamptz and starts_at < $2::timestamptz
    union all select unnest(starts_at) from rollup_delta
  ) unsealed)`;

const MASKS: Comparison = {
  table: "rollup_uptime",
  level: "quarter",
  dimensions: GROUP_COLUMNS,
  columns: [...COUNTS, "measured_minutes", "down_minutes", "down_judged", "down_failed"],
  expected: {
    name: "attempt",
    select: `
      with ${TOUCHED}, judged as (${JUDGED})
      select quarter as starts_at, ${GROUP_COLUMN_LIST}, (judged > 0)::int as measured, (failed > judged - failed)::int as down,
        (judged > 0)::int << bit as measured_minutes, (failed > judged - failed)::int << bit as down_minutes,
        case when failed > judged - failed then judged else 0 end as down_judged,
        case when failed > judged - failed then failed else 0 end as down_failed
      from (select *, ${bucketSql("quarter", "minute")} as quarter, extract(minute from minute)::int % 15 as bit from judged) m
      where not exists (select from touched where touched.quarter = m.quarter)`,
  },
  found: {
    name: "rollup_uptime",
    select: `
      with ${TOUCHED}
      select starts_at, ${GROUP_COLUMN_LIST}, ${bits("measured_mask")} as measured, ${bits("down_mask")} as down,
        measured_mask as measured_minutes, down_mask as down_minutes,
        (select coalesce(sum(n), 0) from unnest(down_judged) n) as down_judged,
        (select coalesce(sum(n), 0) from unnest(down_failed) n) as down_failed
      from rollup_uptime where starts_at >= $1::timestamptz and starts_at < $2::timestamptz and ${NOT_TOUCHED}`,
  },
};

/** Compares a day's minutes: masks with the attempts where they are kept, and each count with the next finer one. */
export async function compareUptimeOfDay(
  tx: TransactionSql,
  { hasRaw, hasQuarters }: RetainedOfDay,
  span: { from: string; to: string },
): Promise<RollupCheck[]> {
  if (!hasQuarters) return [];
  const checks = hasRaw ? [await compareRows(tx, MASKS, span)] : [];
  checks.push(await compareRows(tx, counted("hour", masksCounted()), span));
  checks.push(await compareRows(tx, counted("day", countsOf("rollup_uptime_hour")), span));
  return checks;
}

/** Compares the minutes of a month with those of its days. */
export function compareUptimeOfMonth(tx: TransactionSql, span: { from: string; to: string }): Promise<RollupCheck> {
  return compareRows(tx, counted("month", countsOf("rollup_uptime_day")), span);
}

function counted(level: BucketLevel, expected: RowSource): Comparison {
  const table = `rollup_uptime_${level}`;
  return { table, expected, found: countsOf(table), level, dimensions: GROUP_COLUMNS, columns: COUNTS };
}

function masksCounted(): RowSource {
  return {
    name: "rollup_uptime",
    select: `select starts_at, ${GROUP_COLUMN_LIST}, ${bits("measured_mask")} as measured, ${bits("down_mask")} as down
      from rollup_uptime where starts_at >= $1::timestamptz and starts_at < $2::timestamptz`,
  };
}

function countsOf(table: string): RowSource {
  return {
    name: table,
    select: `select starts_at, ${GROUP_COLUMN_LIST}, measured, down from ${table}
      where starts_at >= $1::timestamptz and starts_at < $2::timestamptz`,
  };
}

function bits(mask: string): string {
  return `bit_count(${mask}::int::bit(16))`;
}
