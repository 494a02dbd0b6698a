import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { minuteTexts } from "../aggregates/sql-values";
import { rollupUptime, rollupUptimeDay, rollupUptimeHour, rollupUptimeMonth } from "../schema/rollups";
import type { UptimePlan } from "./uptime-plan";
import { filterOf, GROUP_COLUMNS, minuteBucketSql, unionAll, within } from "./uptime-sql";

const COUNTS = sql`r.measured, r.down`;
const MASK_COUNTS = sql`${bitsOf(sql`r.measured_mask`)} as measured, ${bitsOf(sql`r.down_mask`)} as down`;
/** So many stretches are parts of their own, of which the planner knows how many rows they have. */
const SPANS_APART_MAX = 4;

type Unit = "month" | "day" | "hour";
const LENGTH: Record<Unit, SQL> = {
  month: sql`interval '1 month'`,
  day: sql`interval '24 hours'`,
  hour: sql`interval '1 hour'`,
};

/**
 * Sealed counts of minutes per group and bucket, none of a touched quarter: a touched month is read by its days, a
 * touched day by its hours, and a touched hour by its quarters.
 */
export function sealedMinutes(plan: UptimePlan, filters: Filters): SQL {
  const filter = filterOf(filters);
  const row = (counts: SQL) => sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, ${counts}`;
  const levels: { table: PgTable; spans: MinuteSpan[]; row: SQL; isUntouched: SQL; above?: Unit }[] = [
    { table: rollupUptimeMonth, spans: plan.months, row: row(COUNTS), isUntouched: untouched("month") },
    { table: rollupUptimeDay, spans: plan.days, row: row(COUNTS), isUntouched: untouched("day"), above: "month" },
    { table: rollupUptimeHour, spans: plan.hours, row: row(COUNTS), isUntouched: untouched("hour"), above: "day" },
    {
      table: rollupUptime,
      spans: plan.quarters,
      row: row(MASK_COUNTS),
      isUntouched: untouchedQuarter(),
      above: "hour",
    },
  ];
  const parts: SQL[] = [];
  // What coarser levels would have served, had it not been touched.
  const coarser: MinuteSpan[] = [];
  for (const { table, spans, row, isUntouched, above } of levels) {
    const where = sql`${isUntouched}${filter}`;
    parts.push(...spansOf(row, table, spans, where));
    if (above && coarser.length > 0) parts.push(partsOf(row, table, touchedSpans(above, coarser), where));
    coarser.push(...spans);
  }
  const none = sql`select null::timestamptz as starts_at, 0 as model_id, 0 as provider_id, 0 as region_id, 0 as measured, 0 as down where false`;
  return sql`select ${minuteBucketSql(plan)} as bucket, ${GROUP_COLUMNS}, sum(measured) as measured, sum(down) as down
    from (${unionAll(parts, none)}) sealed group by 1, ${GROUP_COLUMNS}`;
}

/** The masks of sealed quarters with down minutes, as [quarter's epoch minute, mask, judged, failed] per group. */
export function sealedDownQuarters(plan: UptimePlan, filters: Filters): SQL {
  return sql`select ${GROUP_COLUMNS},
      json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, down_mask, down_judged, down_failed)) as quarters
    from (${sealedDownRows(plan, filters)}) quarter group by ${GROUP_COLUMNS}`;
}

/** Sealed quarters with down minutes, a row of each group's; none that is touched. */
export function sealedDownRows({ months, days, hours, quarters }: UptimePlan, filters: Filters): SQL {
  const row = sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, r.down_mask, r.down_judged, r.down_failed`;
  const where = sql` and r.down_mask <> 0${untouchedQuarter()}${filterOf(filters)}`;
  const spans = joined([...months, ...days, ...hours, ...quarters]);
  return unionAll(spansOf(row, rollupUptime, spans, where), sql`${row} from ${rollupUptime} r where false`);
}

function spansOf(select: SQL, table: PgTable, spans: readonly MinuteSpan[], where: SQL): SQL[] {
  if (spans.length <= SPANS_APART_MAX) {
    return spans.map((span) => sql`${select} from ${table} r where ${within(sql`r.starts_at`, span)}${where}`);
  }
  const edge = (side: "from" | "to") => minuteTexts(spans.map((span) => span[side]));
  return [
    sql`${select} from unnest(${edge("from")}::timestamptz[], ${edge("to")}::timestamptz[]) as span(from_at, to_at)
      join ${table} r on r.starts_at >= span.from_at and r.starts_at < span.to_at where true${where}`,
  ];
}

/** OFFSET 0 keeps it one index scan per span. */
function partsOf(select: SQL, table: PgTable, spans: SQL, where: SQL): SQL {
  return sql`select part.* from (${spans}) span cross join lateral (
    ${select} from ${table} r where r.starts_at >= span.from_at and r.starts_at < span.to_at${where} offset 0) part`;
}

/** The touched months, days or hours among those a level would have served. */
function touchedSpans(unit: Unit, served: readonly MinuteSpan[]): SQL {
  const isServed = sql.join(
    served.map((span) => within(sql`quarter`, span)),
    sql` or `,
  );
  const start = startOf(unit, sql`quarter`);
  return sql`select distinct ${start} as from_at, ${start} + ${LENGTH[unit]} as to_at from touched where ${isServed}`;
}

function untouched(unit: Unit): SQL {
  return sql` and not exists (select from touched t where ${startOf(unit, sql`t.quarter`)} = r.starts_at)`;
}

function startOf(unit: Unit, quarter: SQL): SQL {
  return sql`date_trunc(${sql.raw(`'${unit}'`)}, ${quarter}, 'UTC')`;
}

function untouchedQuarter(): SQL {
  return sql` and not exists (select from touched t where t.quarter = r.starts_at)`;
}

/** The bits set in a mask; all or none of them, the usual case, cost no counting. */
function bitsOf(mask: SQL): SQL {
  return sql`case ${mask} when 0 then 0 when 32767 then 15 else bit_count(${mask}::integer::bit(16)) end`;
}

/** Spans in order, those that touch as one. */
function joined(spans: MinuteSpan[]): MinuteSpan[] {
  const result: MinuteSpan[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last?.to === span.from) last.to = span.to;
    else result.push({ ...span });
  }
  return result;
}
