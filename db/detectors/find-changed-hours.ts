import type { ISql } from "postgres";
import { z } from "zod";

/** Late records come one after the other: an hour is counted anew so long after the last time. */
const AGAIN_AFTER_MINUTES = 10;
/** The days that are looked at closely in one go. */
const DAYS_MAX = 4;

const SUMS = ["attempts", "output_tokens", "duration_sum", "ttft_sum"] as const;
const sumOf = SUMS.map((name) => `sum(${name}) as ${name}`).join(", ");
const tuple = (table: string) => `(${SUMS.map((name) => `${table}.${name}`).join(", ")})`;

// Days first: of hundreds of hours nearly none has changed.
const CHANGED = `
  with retained as (select raw_from from rollup_state where id = 1),
  of_day as (
    select starts_at as day, ${sumOf} from rollup_day_model where starts_at >= (select raw_from from retained) group by 1
  ), known_day as (
    select date_trunc('day', starts_at, 'UTC') as day, ${sumOf} from profiled_hour
    where starts_at >= (select raw_from from retained) group by 1
  ), changed_day as (
    select d.day from of_day d left join known_day k using (day)
    where k.day is null or ${tuple("d")} is distinct from ${tuple("k")} order by d.day desc limit ${DAYS_MAX}
  ), of_hour as (
    select h.starts_at, ${SUMS.map((name) => `sum(h.${name}) as ${name}`).join(", ")}
    from changed_day d join rollup_hour_model h on h.starts_at >= d.day and h.starts_at < d.day + interval '1 day'
    where h.starts_at + interval '1 hour' <= $1::timestamptz group by 1
  )
  select o.starts_at::text as hour, ${SUMS.map((name) => `o.${name}::text as ${name}`).join(", ")}
  from of_hour o left join profiled_hour p using (starts_at)
  where p.starts_at is null
    or (${tuple("o")} is distinct from ${tuple("p")}
      and p.profiled_at <= $1::timestamptz - make_interval(mins => ${AGAIN_AFTER_MINUTES}))
  order by o.starts_at desc limit $2::int`;

const rowSchema = z.object({
  hour: z.coerce.date(),
  attempts: z.string(),
  output_tokens: z.string(),
  duration_sum: z.string(),
  ttft_sum: z.string(),
});
export type ChangedHour = z.output<typeof rowSchema>;

/**
 * The newest hours that are over by `settled` and whose sums by hour are not those that their profiles were counted with: new ones,
 * those that late records came to, those that were imported or corrected. Of days whose attempts are retained.
 */
export async function findChangedHours(
  sql: ISql,
  { settled, limit }: { settled: Date; limit: number },
): Promise<ChangedHour[]> {
  return z.array(rowSchema).parse([...(await sql.unsafe(CHANGED, [settled.toISOString(), limit]))]);
}
