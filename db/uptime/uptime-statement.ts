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
      select distinct date_bin('15 minutes', starts_at, '1970-01-01T00:00:00Z'::timestamptz) as quarter, ${CELL}
      from young where ${within(sql`starts_at`, plan.quarters)}
    ),
    heard as (
      select starts_at, ${CELL}, ok, failed from young where starts_at >= ${minuteRowsFrom}
      union all
      select r.starts_at, r.model_id, r.provider_id, r.region_id, r.ok, ${failedOf("r")}
      from touched t join ${rollupMinute} r on ${sameQuarter(sql`r.starts_at`)} and ${sameCell("r")}
      where t.quarter >= ${minuteRowsFrom}
      union all
      ${attempts(sql`touched t join attempt a on ${sameQuarter(sql`a.started_at`)} and ${sameCell("a")} and a.bucket = ${ONLY_BUCKET} where t.quarter < ${minuteRowsFrom}`)}
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
      select ${bucketOf(plan)} as bucket, ${CELL}, sum(bit_count(measured_mask::integer::bit(16))), sum(bit_count(down_mask::integer::bit(16))), null,
        json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, down_mask, down_judged, down_failed)) filter (where down_mask <> 0)
      from ${rollupUptime} r
      where ${within(sql`starts_at`, plan.quarters)}${filterOf(filters, "r")}
        and not exists (select from touched t where t.quarter = r.starts_at and ${sameCell("r")})
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

function attempts(source: SQL): SQL {
  return sql`select date_bin('1 minute', a.started_at, '1970-01-01T00:00:00Z'::timestamptz), a.model_id, a.provider_id,
    a.region_id, (a.outcome = 0)::integer, (a.outcome in ${FAILED_CODES})::integer from ${source}`;
}

function failedOf(row: "r"): SQL {
  const name = sql.identifier(row);
  const limited = RATE_LIMITED_COUNTS ? sql` + ${name}.rate_limited` : sql``;
  return sql`(${name}.server_error + ${name}.timeout${limited})`;
}

function sameCell(row: "r" | "a"): SQL {
  const name = sql.identifier(row);
  return sql`t.model_id = ${name}.model_id and t.provider_id = ${name}.provider_id and t.region_id = ${name}.region_id`;
}

function sameQuarter(moment: SQL): SQL {
  return sql`${moment} >= t.quarter and ${moment} < t.quarter + interval '15 minutes'`;
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
