import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { isDownSql } from "@/db/schema/is-down-sql";
import { outcomeIn, sumOfOutcomes } from "@/db/schema/outcome-sql";
import { DOWN_OUTCOMES, MEASURED_OUTCOMES } from "@/lib/domain/uptime/uptime";
import { bucketSql } from "./rollup-sql";

const GROUP_COLUMNS = "model_id, provider_id, region_id";

const IS_DOWN = isDownSql("judged - failed", "failed");

const JUDGED_MINUTES = `date_bin('1 minute', a.started_at, '2000-01-01 00:00:00+00') as starts_at, a.model_id, a.provider_id,
    a.region_id, count(*) filter (where ${outcomeIn("a.outcome", MEASURED_OUTCOMES)}) as judged,
    count(*) filter (where ${outcomeIn("a.outcome", DOWN_OUTCOMES)}) as failed`;

const ofMinute = (name: string) => `m.${name}`;

const FROM_RAW = `
  select ${JUDGED_MINUTES}
  from touched join attempt a on a.bucket = ${ONLY_BUCKET}
    and a.started_at >= touched.quarter and a.started_at < touched.quarter + interval '15 minutes'
  where touched.quarter < $2::timestamptz and a.started_at >= $3::timestamptz and a.started_at < least($2, $4)::timestamptz
  group by 1, 2, 3, 4`;

const FROM_MINUTES = `
  select m.starts_at, m.model_id, m.provider_id, m.region_id,
    sum(${sumOfOutcomes(MEASURED_OUTCOMES, ofMinute)}) as judged,
    sum(${sumOfOutcomes(DOWN_OUTCOMES, ofMinute)}) as failed
  from touched join rollup_minute m on m.starts_at >= touched.quarter and m.starts_at < touched.quarter + interval '15 minutes'
  where touched.quarter >= $2::timestamptz
  group by 1, 2, 3, 4`;

const JUDGE_QUARTERS = `
  with touched as (select quarter::timestamptz from unnest($1::text[]) as t(quarter)),
  minutes as (${FROM_RAW} union all ${FROM_MINUTES}),
  judged as (
    select *, ${bucketSql("quarter")} as quarter, (extract(minute from starts_at)::int % 15) as bit, ${IS_DOWN} as is_down
    from minutes
  )
  insert into rollup_uptime (starts_at, ${GROUP_COLUMNS}, measured_mask, down_mask, down_judged, down_failed)
  select quarter, ${GROUP_COLUMNS},
    coalesce(bit_or(1 << bit) filter (where judged > 0), 0)::smallint,
    coalesce(bit_or(1 << bit) filter (where is_down), 0)::smallint,
    coalesce(array_agg(judged::int order by bit) filter (where is_down), '{}'),
    coalesce(array_agg(failed::int order by bit) filter (where is_down), '{}')
  from judged
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (starts_at, ${GROUP_COLUMNS}) do update set
    measured_mask = excluded.measured_mask, down_mask = excluded.down_mask,
    down_judged = excluded.down_judged, down_failed = excluded.down_failed
  where excluded.starts_at >= $5::timestamptz
    or ((excluded.measured_mask | rollup_uptime.measured_mask) = excluded.measured_mask
      and (excluded.down_mask | rollup_uptime.down_mask) = excluded.down_mask)`;

const MASKS_COUNTED =
  "sum(bit_count(measured_mask::integer::bit(16))) as measured, sum(bit_count(down_mask::integer::bit(16))) as down";

const COUNT_HOURS = count("hour", "rollup_uptime", "interval '1 hour'", MASKS_COUNTED);
const COUNT_DAYS = count("day", "rollup_uptime_hour", "interval '24 hours'");
const COUNT_MONTHS = count("month", "rollup_uptime_day", "interval '1 month'");

/**
 * Days whose hours and quarters are gone. All their attempts may be gone too but for the late ones, which is why a count
 * only grows; where all are left, it is exact.
 */
const COUNT_OLD_DAYS = `
  with days as (select distinct ${bucketSql("day", "quarter::timestamptz")} as day from unnest($1::text[]) as t(quarter)),
  minutes as (
    select ${JUDGED_MINUTES}
    from days join attempt a on a.bucket = ${ONLY_BUCKET} and a.started_at >= day and a.started_at < day + interval '24 hours'
    group by 1, 2, 3, 4
  )
  insert into rollup_uptime_day as kept (starts_at, ${GROUP_COLUMNS}, measured, down)
  select ${bucketSql("day")}, ${GROUP_COLUMNS}, count(*) filter (where judged > 0), count(*) filter (where ${IS_DOWN})
  from minutes
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (starts_at, ${GROUP_COLUMNS}) do update set measured = greatest(kept.measured, excluded.measured),
    down = case when excluded.measured >= kept.measured then excluded.down else kept.down end`;

/**
 * Works out anew which minutes of these quarters were measured and which were down, and counts them by hour, day and month.
 *
 * From minute rows where they are kept, else from raw attempts. Where the attempts are gone, what was found before stays,
 * unless those that are there cover all its minutes and no less downtime: history that is being imported. All quarters lie in [from, to),
 * which spares a look into every other partition.
 */
export async function refreshUptime(
  tx: TransactionSql,
  input: { quarters: readonly string[]; from: Date; to: Date },
): Promise<void> {
  const { quarters, from, to } = input;
  if (quarters.length === 0) return;
  const [state] = await tx.unsafe<{ minutes_from: string; known_from: string; retained: string[]; old: string[] }[]>(
    `select coalesce(${bucketSql("quarter", "minutes_from")}, '-infinity')::text as minutes_from,
       least(raw_from, coalesce(minutes_from, '-infinity'))::text as known_from,
       array(select q from unnest($1::text[]) as t(q) where q::timestamptz >= quarters_from) as retained,
       array(select q from unnest($1::text[]) as t(q) where q::timestamptz < quarters_from) as old
     from (select nullif(minutes_from, '-infinity') as minutes_from, quarters_from, raw_from from rollup_state where id = 1) s`,
    [[...quarters]],
  );
  if (!state) throw new Error("rollup_state has lost its row");
  if (state.retained.length > 0) {
    const span = [from.toISOString(), to.toISOString()];
    await tx.unsafe(JUDGE_QUARTERS, [state.retained, state.minutes_from, ...span, state.known_from]);
    await tx.unsafe(COUNT_HOURS, [state.retained]);
    await tx.unsafe(COUNT_DAYS, [state.retained]);
  }
  if (state.old.length > 0) await tx.unsafe(COUNT_OLD_DAYS, [state.old]);
  await tx.unsafe(COUNT_MONTHS, [[...quarters]]);
}

/** Counts the touched buckets of a unit anew from the rows of the next finer one. */
function count(unit: "hour" | "day" | "month", from: string, width: string, counted?: string): string {
  return `
    with touched as (select distinct ${bucketSql(unit, "quarter::timestamptz")} as bucket from unnest($1::text[]) as t(quarter))
    insert into rollup_uptime_${unit} (starts_at, ${GROUP_COLUMNS}, measured, down)
    select bucket, ${GROUP_COLUMNS}, ${counted ?? "sum(measured) as measured, sum(down) as down"}
    from touched join ${from} u on u.starts_at >= bucket and u.starts_at < bucket + ${width}
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (starts_at, ${GROUP_COLUMNS}) do update set measured = excluded.measured, down = excluded.down`;
}
