import type { TransactionSql } from "postgres";
import { dayStart, isoDay } from "@/db/partitions/partition-days";
import type { StoredFeedGroup } from "@/db/schema/feed-codec";
import type { AttemptDay } from "./attempt-days";

type Notes = {
  /** For the breakers. */
  feed: readonly StoredFeedGroup[];
  /** Rows of `attempt_day`, which may be there already. */
  days: readonly AttemptDay[];
  /** Days, by their numbers, whose consumers are to be counted anew in as far as they are. */
  consumerDays: ReadonlySet<number>;
};

/** Writes what others want to know of new attempts, in one statement. */
export async function noteAttempts(tx: TransactionSql, { feed, days, consumerDays }: Notes): Promise<void> {
  if (feed.length === 0 && days.length === 0 && consumerDays.size === 0) return;
  const starts = [...consumerDays].sort((a, b) => a - b).map(dayStart);
  // Rows of days in one order, so that two writers of the same mostly queue; a deadlock is tried again.
  await tx`
    with forgotten as (
      delete from consumer_day where starts_at = any(${starts}::text[]::timestamptz[])
    ),
    noted as (
      insert into attempt_day (day, provider_id, model_id, key_id)
      select day, provider_id, model_id, key_id from unnest(
        ${days.map(({ day }) => isoDay(day))}::text[]::date[],
        ${days.map(({ provider }) => provider)}::int[],
        ${days.map(({ model }) => model)}::int[],
        ${days.map(({ key }) => key)}::int[]
      ) as d(day, provider_id, model_id, key_id)
      order by 1, 2, 3, 4
      on conflict do nothing
    )
    insert into breaker_feed (payload)
    select payload::jsonb from unnest(${feed.length > 0 ? [JSON.stringify(feed)] : []}::text[]) as f(payload)`;
}
