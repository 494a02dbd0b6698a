import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { QUARTER_MINUTES } from "@/lib/domain/time/units";
import { BRIDGED_GAP_MINUTES, type DownRun, INCIDENT_JUDGED_MIN } from "@/lib/domain/uptime/uptime";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { isDownSql } from "../schema/is-down-sql";
import { selectRows } from "../select-rows";
import { judgedMinutes, touchedQuarters, unsealedMinutes } from "./judged-minutes";
import type { UptimeGroup } from "./read-uptime-minutes";
import { sealedDownRows } from "./sealed-minutes";
import { planUptime } from "./uptime-plan";
import { GROUP_COLUMNS, isOfGroups, knownValues } from "./uptime-sql";

type RunsInput = { span: MinuteSpan; filters: Filters; retention: Retention; limit: number };

export type IncidentRun = DownRun & UptimeGroup;

const count = z.coerce.number();
const rowSchema = z.object({
  ...{ model: z.string(), provider: z.string(), region: z.string() },
  ...{ from: count, to: count, minutes: count, judged: count, failed: count },
});

/**
 * The newest incidents of every group in a span, newest first: `findIncidents`, for the database, so that a model that is down for a
 * month is one row.
 *
 * None under any other filter, such as tier or app: minutes are judged over all of a group's attempts.
 */
export async function readIncidentRuns(
  db: Db,
  { span, filters, retention, limit }: RunsInput,
): Promise<readonly IncidentRun[]> {
  if (!isOfGroups(filters)) return [];
  const plan = planUptime([span], retention);
  const minute = sql`extract(epoch from starts_at)::bigint / 60`;
  return selectRows(
    db,
    sql`with known as materialized (${knownValues(plan, filters)}),
      unsealed as materialized (${unsealedMinutes(plan, filters)}),
      touched as materialized (${touchedQuarters(plan)}),
      down as (
        select ${GROUP_COLUMNS}, ${minute} as minute, ok + failed as judged, failed
        from (${judgedMinutes(plan, filters)}) judged where ${sql.raw(isDownSql("ok", "failed"))}
        union all
        select ${GROUP_COLUMNS}, ${minute} + own.bit, down_judged[own.nth], down_failed[own.nth]
        from (${sealedDownRows(plan, filters)}) quarter cross join lateral (
          select bit, row_number() over (order by bit) as nth from generate_series(0, ${QUARTER_MINUTES - 1}::integer) bit
          where down_mask::integer & (1 << bit) <> 0
        ) own
      ), stepped as (
        select *, minute - lag(minute) over (partition by ${GROUP_COLUMNS} order by minute) - 1 > ${BRIDGED_GAP_MINUTES} as is_new
        from down
      ), numbered as (
        select *, count(*) filter (where is_new) over (partition by ${GROUP_COLUMNS} order by minute) as run from stepped
      ), newest as (
        select ${GROUP_COLUMNS}, min(minute) as from_minute, max(minute) + 1 as to_minute, count(*) as minutes, sum(judged) as judged,
          sum(failed) as failed
        from numbered group by ${GROUP_COLUMNS}, run having sum(judged) >= ${INCIDENT_JUDGED_MIN}
        order by from_minute desc, ${GROUP_COLUMNS} limit ${limit}
      )
      select model_names.value as model, provider_names.value as provider, region_names.value as region,
        from_minute as "from", to_minute as "to", newest.minutes, newest.judged, newest.failed
      from newest
      join dimension model_names on model_names.id = newest.model_id
      join dimension provider_names on provider_names.id = newest.provider_id
      join dimension region_names on region_names.id = newest.region_id
      order by from_minute desc, ${GROUP_COLUMNS}`,
    rowSchema,
  );
}
