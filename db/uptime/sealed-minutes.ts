import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/segments";
import { rollupUptime, rollupUptimeDay, rollupUptimeHour } from "../schema/rollups";
import { minuteTexts } from "../stats/sql-values";
import type { UptimePlan } from "./uptime-plan";
import { bucketOf, CELL, filterOf, unionAll, within } from "./uptime-sql";

const COUNTS = sql`r.measured, r.down`;
const MASK_COUNTS = sql`${bitsOf(sql`r.measured_mask`)} as measured, ${bitsOf(sql`r.down_mask`)} as down`;
/** So many stretches are parts of their own, of which the planner knows how many rows they have. */
const SPANS_APART_MAX = 4;
const HOUR = "hour";
const DAY = "day";

/**
 * Sealed counts of minutes per cell and bucket, none of a touched quarter: a touched day is read by its hours, and a
 * touched hour by its quarters.
 */
export function sealedMinutes(plan: UptimePlan, filters: Filters): SQL {
  const filter = filterOf(filters);
  const row = (counts: SQL) => sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, ${counts}`;
  const days = row(COUNTS);
  const levels = [
    ...spansOf(days, rollupUptimeDay, plan.days, sql`${untouched(DAY)}${filter}`),
    ...spansOf(days, rollupUptimeHour, plan.hours, sql`${untouched(HOUR)}${filter}`),
    ...spansOf(row(MASK_COUNTS), rollupUptime, plan.quarters, sql`${untouchedQuarter()}${filter}`),
  ];
  if (plan.days.length > 0) {
    levels.push(partsOf(days, rollupUptimeHour, touchedSpans(DAY, plan.days), sql`${untouched(HOUR)}${filter}`));
  }
  const hours = [...plan.days, ...plan.hours];
  if (hours.length > 0) {
    levels.push(
      partsOf(row(MASK_COUNTS), rollupUptime, touchedSpans(HOUR, hours), sql`${untouchedQuarter()}${filter}`),
    );
  }
  const none = sql`select null::timestamptz as starts_at, 0 as model_id, 0 as provider_id, 0 as region_id, 0 as measured, 0 as down where false`;
  return sql`select ${bucketOf(plan)} as bucket, ${CELL}, sum(measured) as measured, sum(down) as down
    from (${unionAll(levels, none)}) sealed group by 1, ${CELL}`;
}

/** The masks of sealed quarters with down minutes, as [quarter's epoch minute, mask, judged, failed] per cell. */
export function sealedDownQuarters({ days, hours, quarters }: UptimePlan, filters: Filters): SQL {
  const row = sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, r.down_mask, r.down_judged, r.down_failed`;
  const where = sql` and r.down_mask <> 0${untouchedQuarter()}${filterOf(filters)}`;
  const spans = joined([...days, ...hours, ...quarters]);
  const none = sql`${row} from ${rollupUptime} r where false`;
  return sql`select ${CELL},
      json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, down_mask, down_judged, down_failed)) as quarters
    from (${unionAll(spansOf(row, rollupUptime, spans, where), none)}) quarter group by ${CELL}`;
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

/** The touched days, or hours, among those a level would have served. */
function touchedSpans(unit: typeof DAY | typeof HOUR, served: readonly MinuteSpan[]): SQL {
  const isServed = sql.join(
    served.map((span) => within(sql`quarter`, span)),
    sql` or `,
  );
  const start = sql`date_trunc(${sql.raw(`'${unit}'`)}, quarter, 'UTC')`;
  return sql`select distinct ${start} as from_at, ${start} + ${sql.raw(unit === DAY ? "interval '24 hours'" : "interval '1 hour'")} as to_at
    from touched where ${isServed}`;
}

function untouched(unit: typeof DAY | typeof HOUR): SQL {
  return sql` and not exists (select from touched t where date_trunc(${sql.raw(`'${unit}'`)}, t.quarter, 'UTC') = r.starts_at)`;
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
