import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";

const QUARTER = "date_bin('15 minutes', starts_at, '2000-01-01 00:00:00+00')";

// Codes of OUTCOMES: 0 ok, 1 to 3 the failures.
const FROM_RAW = `
  select date_bin('1 minute', a.started_at, '2000-01-01 00:00:00+00') as starts_at, a.model_id, a.provider_id, a.region_id,
    count(*) filter (where a.outcome <= 3) as judged, count(*) filter (where a.outcome between 1 and 3) as failed
  from touched join attempt a on a.bucket = ${ONLY_BUCKET}
    and a.started_at >= touched.quarter and a.started_at < touched.quarter + interval '15 minutes'
  where touched.quarter < $2::timestamptz and a.started_at >= $3::timestamptz and a.started_at < least($2, $4)::timestamptz
  group by 1, 2, 3, 4`;

const FROM_MINUTES = `
  select m.starts_at, m.model_id, m.provider_id, m.region_id,
    sum(m.ok + m.rate_limited + m.server_error + m.timeout) as judged,
    sum(m.rate_limited + m.server_error + m.timeout) as failed
  from touched join rollup_minute m on m.starts_at >= touched.quarter and m.starts_at < touched.quarter + interval '15 minutes'
  where touched.quarter >= $2::timestamptz
  group by 1, 2, 3, 4`;

const COUNT_HOURS = `
  with hours as (select distinct date_trunc('hour', quarter::timestamptz, 'UTC') as hour from unnest($1::text[]) as t(quarter))
  insert into rollup_uptime_hour (starts_at, model_id, provider_id, region_id, measured, down)
  select hour, model_id, provider_id, region_id,
    sum(bit_count(measured_mask::integer::bit(16))), sum(bit_count(down_mask::integer::bit(16)))
  from hours join rollup_uptime u on u.starts_at >= hour and u.starts_at < hour + interval '1 hour'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (starts_at, model_id, provider_id, region_id) do update set measured = excluded.measured, down = excluded.down`;

const COUNT_DAYS = `
  with days as (select distinct date_trunc('day', quarter::timestamptz, 'UTC') as day from unnest($1::text[]) as t(quarter))
  insert into rollup_uptime_day (starts_at, model_id, provider_id, region_id, measured, down)
  select day, model_id, provider_id, region_id, sum(measured), sum(down)
  from days join rollup_uptime_hour u on u.starts_at >= day and u.starts_at < day + interval '24 hours'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (starts_at, model_id, provider_id, region_id) do update set measured = excluded.measured, down = excluded.down`;

/**
 * Works out anew which minutes of these quarters were measured and which were down, and counts them by hour and day.
 *
 * From minute rows where they are kept, else from raw attempts. A minute is down when more than half of its judged
 * attempts failed. All quarters lie in [from, to), which spares a look into every other partition.
 */
export async function refreshUptime(
  tx: TransactionSql,
  input: { quarters: readonly string[]; from: Date; to: Date },
): Promise<void> {
  const { quarters, from, to } = input;
  if (quarters.length === 0) return;
  const [state] = await tx.unsafe<{ minutes_from: string }[]>(
    `select coalesce(${QUARTER.replace("starts_at", "minutes_from")}, minutes_from)::text as minutes_from
     from (select nullif(minutes_from, '-infinity') as minutes_from from rollup_state where id = 1) s`,
  );
  await tx.unsafe(
    `with touched as (select quarter::timestamptz from unnest($1::text[]) as t(quarter)),
     minutes as (${FROM_RAW} union all ${FROM_MINUTES}),
     judged as (
       select *, ${QUARTER} as quarter, (extract(minute from starts_at)::int % 15) as bit, failed * 2 > judged as is_down
       from minutes
     )
     insert into rollup_uptime (starts_at, model_id, provider_id, region_id, measured_mask, down_mask, down_judged, down_failed)
     select quarter, model_id, provider_id, region_id,
       coalesce(bit_or(1 << bit) filter (where judged > 0), 0)::smallint,
       coalesce(bit_or(1 << bit) filter (where is_down), 0)::smallint,
       coalesce(array_agg(judged::int order by bit) filter (where is_down), '{}'),
       coalesce(array_agg(failed::int order by bit) filter (where is_down), '{}')
     from judged
     group by 1, 2, 3, 4
     order by 1, 2, 3, 4
     on conflict (starts_at, model_id, provider_id, region_id) do update set
       measured_mask = excluded.measured_mask, down_mask = excluded.down_mask,
       down_judged = excluded.down_judged, down_failed = excluded.down_failed`,
    [[...quarters], state?.minutes_from ?? "-infinity", from.toISOString(), to.toISOString()],
  );
  await tx.unsafe(COUNT_HOURS, [[...quarters]]);
  await tx.unsafe(COUNT_DAYS, [[...quarters]]);
}
