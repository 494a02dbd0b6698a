import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import { isDownSql } from "../schema/is-down-sql";
import { judgedMinutes, touchedQuarters, unsealedMinutes } from "./judged-minutes";
import { sealedDownQuarters, sealedMinutes } from "./sealed-minutes";
import type { UptimePlan } from "./uptime-plan";
import { GROUP_COLUMNS, knownValues, minuteBucketSql } from "./uptime-sql";

const IS_DOWN = sql.raw(isDownSql("ok", "failed"));

/**
 * One snapshot of the measured and down minutes of every group with a record, by bucket; on demand each down one too.
 *
 * What is sealed of a quarter serves until a record of it is not sealed yet; then, as at the edges of the window, its
 * minutes are judged here.
 */
export function uptimeStatement(plan: UptimePlan, filters: Filters, options: { withDownMinutes: boolean }): SQL {
  const downMinutes = options.withDownMinutes
    ? sql`json_agg(json_build_array(extract(epoch from starts_at)::bigint / 60, ok + failed, failed)) filter (where ${IS_DOWN})`
    : sql`null::json`;
  const downQuarters = sql`union all
      select 1, ${GROUP_COLUMNS}, 0, 0, null, quarters from (${sealedDownQuarters(plan, filters)}) quarter`;
  return sql`with known as materialized (${knownValues(plan, filters)}),
    unsealed as materialized (${unsealedMinutes(plan, filters)}),
    touched as materialized (${touchedQuarters(plan)}),
    judged as (${judgedMinutes(plan, filters)}),
    found as (
      select ${minuteBucketSql(plan)} as bucket, ${GROUP_COLUMNS}, count(*) filter (where ok + failed > 0) as measured,
        count(*) filter (where ${IS_DOWN}) as down, ${downMinutes} as minutes, null::json as quarters
      from judged group by 1, ${GROUP_COLUMNS}
      union all
      select bucket, ${GROUP_COLUMNS}, measured, down, null, null from (${sealedMinutes(plan, filters)}) sealed
      ${options.withDownMinutes ? downQuarters : sql``}
    )
    select found.bucket, model_names.value as model, provider_names.value as provider, region_names.value as region,
      found.measured, found.down, found.minutes, found.quarters
    from found
    join dimension model_names on model_names.id = found.model_id
    join dimension provider_names on provider_names.id = found.provider_id
    join dimension region_names on region_names.id = found.region_id`;
}
