import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/segments";
import { RATE_LIMITED_COUNTS } from "@/lib/domain/uptime";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { rollupDelta, rollupFresh, rollupMinute, rollupUptime } from "../schema/rollups";
import { minuteText, minuteTexts, textArray } from "../stats/sql-values";
import type { UptimePlan } from "./uptime-plan";

const CELL_FILTERS = ["model", "provider", "region"] as const;
const CELL = sql.raw("model_id, provider_id, region_id");
const FAILED_CODES = RATE_LIMITED_COUNTS ? sql`(1, 2, 3)` : sql`(2, 3)`;

/**
 * One snapshot of the measured and down minutes of every cell, by bucket.
 *
 * A quarter's sealed masks serve until a record of it is not sealed yet; then, as at the edges of the window, its
 * minutes are judged here, from minute rows where they are kept and from single attempts before.
 */
export function uptimeStatement(plan: UptimePlan, filters: Filters): SQL {
  const minuteRowsFrom = instant(plan.minuteRowsFrom);
  return sql`with known as materialized (${knownValues(plan, filters)}),
    young as materialized (${youngMinutes(plan, filters)}),
    touched as materialized (
      select distinct date_bin('15 minutes', starts_at, '1970-01-01T00:00:00Z'::timestamptz) as quarter
      from young where ${within(sql`starts_at`, plan.quarters)}
    ),
    heard as (
      select starts_at, ${CELL}, ok, failed from young where starts_at >= ${minuteRowsFrom}
      union all
      ${touchedMinutes(
        sql`quarter >= ${minuteRowsFrom}`,
        sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, r.ok, ${failedOf("r")} as failed
        from ${rollupMinute} r where ${inQuarter(sql`r.starts_at`)}${filterOf(filters, "r")}`,
      )}
      union all
      ${touchedMinutes(sql`quarter < ${minuteRowsFrom}`, attempts(sql`attempt a where a.bucket = ${ONLY_BUCKET} and ${inQuarter(sql`a.started_at`)}${filterOf(filters, "a")}`))}
      ${sql.join(plan.edges.map((edge) => edgeMinutes(edge, plan.minuteRowsFrom, filters)))}
    ),
    judged as (select starts_at, ${CELL}, sum(ok) as ok, sum(failed) as failed from heard group by starts_at, ${CELL}),
    found as (
      select ${bucketOf(plan)} as bucket, ${CELL}, count(*) filter (where ok + failed > 0) as measured,
        count(*) filter (where failed > ok) as down,
        json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, ok + failed, failed)) filter (where failed > ok) as minutes,
        null::json as quarters
      from judged group by 1, ${CELL}
      union all
      select ${bucketOf(plan)} as bucket, ${CELL}, sum(${bitsOf(sql`measured_mask`)}), sum(${bitsOf(sql`down_mask`)}), null,
        json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, down_mask, down_judged, down_failed)) filter (where down_mask <> 0)
      from ${rollupUptime} r
      where ${within(sql`starts_at`, plan.quarters)}${filterOf(filters, "r")}
        and not exists (select from touched t where t.quarter = r.starts_at)
      group by 1, ${CELL}
    )
    select found.bucket, model_names.value as model, provider_names.value as provider, region_names.value as region,
      found.measured, found.down, found.minutes, found.quarters
    from found
    join dimension model_names on model_names.id = found.model_id
    join dimension provider_names on provider_names.id = found.provider_id
    join dimension region_names on region_names.id = found.region_id`;
}

function knownValues(plan: UptimePlan, filters: Filters): SQL {
  const codes = CELL_FILTERS.filter((name) => filters[name].length > 0).map(
    (
      name,
    ) => sql`, array(select id from dimension where kind = ${name} and value = any(${textArray(filters[name])}::text[]))
      as ${sql.identifier(`${name}_ids`)}`,
  );
  return sql`select ${minuteTexts(plan.starts)}::timestamptz[] as starts${sql.join(codes)}`;
}

/** Minutes with records that no sealed row knows of yet; none of them has any other trace in minute rows or masks. */
function youngMinutes({ window }: UptimePlan, filters: Filters): SQL {
  const columns = [
    "starts_at",
    "model_id",
    "provider_id",
    "region_id",
    "ok",
    "rate_limited",
    "server_error",
    "timeout",
  ].map((name) => sql.identifier(name));
  const arrays = sql.join(
    columns.map((name) => sql`d.${name}`),
    sql`, `,
  );
  const row = sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, r.ok, ${failedOf("r")} as failed`;
  const where = sql`where ${within(sql`r.starts_at`, window)}${filterOf(filters, "r")}`;
  return sql`${row} from ${rollupFresh} r ${where} union all
    ${row} from ${rollupDelta} d cross join lateral unnest(${arrays}) as r(${sql.join(columns, sql`, `)}) ${where}`;
}

function edgeMinutes(edge: MinuteSpan, minuteRowsFrom: number, filters: Filters): SQL {
  const parting = Math.min(Math.max(minuteRowsFrom, edge.from), edge.to);
  const raw = { from: edge.from, to: parting };
  const rows = { from: parting, to: edge.to };
  return sql` union all ${attempts(sql`attempt a where a.bucket = ${ONLY_BUCKET} and ${within(sql`a.started_at`, raw)}${filterOf(filters, "a")}`)}
    union all select r.starts_at, r.model_id, r.provider_id, r.region_id, r.ok, ${failedOf("r")}
    from ${rollupMinute} r where ${within(sql`r.starts_at`, rows)}${filterOf(filters, "r")}`;
}

/**
 * What `source` has of the touched quarters. OFFSET 0 keeps it one index scan per quarter: turned into a join, it may
 * read every partition there is for the sake of one late record.
 */
function touchedMinutes(which: SQL, source: SQL): SQL {
  return sql`select heard.* from (select quarter from touched where ${which}) q cross join lateral (${source} offset 0) heard`;
}

function attempts(source: SQL): SQL {
  return sql`select date_bin('1 minute', a.started_at, '1970-01-01T00:00:00Z'::timestamptz) as starts_at, a.model_id,
    a.provider_id, a.region_id, (a.outcome = 0)::integer as ok, (a.outcome in ${FAILED_CODES})::integer as failed from ${source}`;
}

function failedOf(row: "r"): SQL {
  const name = sql.identifier(row);
  const limited = RATE_LIMITED_COUNTS ? sql` + ${name}.rate_limited` : sql``;
  return sql`(${name}.server_error + ${name}.timeout${limited})`;
}

function inQuarter(moment: SQL): SQL {
  return sql`${moment} >= q.quarter and ${moment} < q.quarter + interval '15 minutes'`;
}

function filterOf(filters: Filters, row: "r" | "a"): SQL {
  const filtered = CELL_FILTERS.filter((name) => filters[name].length > 0);
  return sql.join(
    filtered.map(
      (name) =>
        sql` and ${sql.identifier(row)}.${sql.identifier(`${name}_id`)} = any((select ${sql.identifier(`${name}_ids`)} from known)::integer[])`,
    ),
  );
}

/** The bits set in a mask; all or none of them, the usual case, cost no counting. */
function bitsOf(mask: SQL): SQL {
  return sql`case ${mask} when 0 then 0 when 32767 then 15 else bit_count(${mask}::integer::bit(16)) end`;
}

function within(moment: SQL, { from, to }: MinuteSpan): SQL {
  return sql`${moment} >= ${minuteText(from)}::timestamptz and ${moment} < ${minuteText(to)}::timestamptz`;
}

function instant(minute: number): SQL {
  const text = Number.isFinite(minute) ? minuteText(minute) : minute < 0 ? "-infinity" : "infinity";
  return sql`${text}::timestamptz`;
}

function bucketOf({ starts }: UptimePlan): SQL {
  return starts.length === 1 ? sql`1` : sql`width_bucket(starts_at, (select starts from known))`;
}
