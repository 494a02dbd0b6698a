import type { ISql } from "postgres";
import { z } from "zod";

/** Late records come one after the other: an hour is counted anew so long after the last time, */
const AGAIN_AFTER_MINUTES = 10;
/** and at once where it has become so many times larger: an import is waited for by whoever runs it. */
const AT_ONCE_FROM = 1.25;
/** The days that are looked at closely for hours to count anew in one go. */
const DAYS_MAX = 4;

const SUMS = ["attempts", "output_tokens", "duration_sum", "ttft_sum"] as const;
const sumOf = SUMS.map((name) => `sum(${name}) as ${name}`).join(", ");
const tuple = (table: string) => `(${SUMS.map((name) => `${table}.${name}`).join(", ")})`;

// Hours without a profile come first. Of the others, days first: of hundreds of hours nearly none has changed. Of the days that have, those
// that nothing was counted of for longest: one that late records keep coming to holds up no other.
const CHANGED = `
  with retained as (select raw_from from rollup_state where id = 1),
  new_hour as (
    select hour as starts_at
    from generate_series(
      (select min(starts_at) from rollup_hour_model where starts_at >= (select raw_from from retained)),
      $1::timestamptz - interval '1 hour', interval '1 hour') hour
    where not exists (select from profiled_hour p where p.starts_at = hour)
      and exists (select from rollup_hour_model h where h.starts_at = hour)
    order by 1 desc limit $2::int
  ),
  of_day as (
    select starts_at as day, ${sumOf} from rollup_day_model where starts_at >= (select raw_from from retained) group by 1
  ), known_day as (
    select date_trunc('day', starts_at, 'UTC') as day, max(profiled_at) as profiled_at, ${sumOf} from profiled_hour
    where starts_at >= (select raw_from from retained) group by 1
  ), changed_day as (
    select d.day from of_day d join known_day k using (day)
    where ${tuple("d")} is distinct from ${tuple("k")} order by k.profiled_at, d.day desc limit ${DAYS_MAX}
  ), near_hour as (
    select starts_at from new_hour
    union select p.starts_at from changed_day d join profiled_hour p on p.starts_at >= d.day and p.starts_at < d.day + interval '1 day'
  ), of_hour as (
    select h.starts_at, ${SUMS.map((name) => `sum(h.${name}) as ${name}`).join(", ")}
    from near_hour n join rollup_hour_model h using (starts_at) group by 1
  )
  select o.starts_at::text as hour, ${SUMS.map((name) => `o.${name}::text as ${name}`).join(", ")}
  from of_hour o left join profiled_hour p using (starts_at)
  where p.starts_at is null or ${tuple("o")} is distinct from ${tuple("p")} and
    (p.profiled_at <= $1::timestamptz - make_interval(mins => ${AGAIN_AFTER_MINUTES}) or o.attempts >= ${AT_ONCE_FROM} * p.attempts)
  order by p.starts_at is not null, o.starts_at desc limit $2::int`;

const rowSchema = z.object({
  hour: z.coerce.date(),
  attempts: z.string(),
  output_tokens: z.string(),
  duration_sum: z.string(),
  ttft_sum: z.string(),
});
export type ChangedHour = z.output<typeof rowSchema>;

/**
 * The hours that are over by `settled` and whose sums by hour are not those that their profiles were counted with, the newest first: new
 * ones, and after all of them those that late records came to or that were corrected. Of hours whose attempts are retained.
 */
export async function findChangedHours(
  sql: ISql,
  { settled, limit }: { settled: Date; limit: number },
): Promise<ChangedHour[]> {
  return z.array(rowSchema).parse([...(await sql.unsafe(CHANGED, [settled.toISOString(), limit]))]);
}
