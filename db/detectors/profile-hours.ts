import type { Sql, TransactionSql } from "postgres";
import { LOCKS } from "../advisory-locks";
import { lockAttempts } from "../partitions/lock-attempts";
import { type ChangedHour, findChangedHours } from "./find-changed-hours";
import { insertAnswers, insertProfiles } from "./insert-profiles";

/** So long after its end an hour is counted; what comes later is counted anew. */
const SETTLED_AFTER_MS = 90_000;
/** With more attempts, no further hour is begun in one go. */
const ATTEMPTS_MAX = 200_000;
const HOURS_MAX = 24;

/**
 * Counts profiles of hours that have none, and then of those whose sums changed since. Says whether there may be more. An hour that fails
 * holds up no other; the first failure is thrown in the end.
 *
 * Each hour in one transaction of one snapshot, by one leader alone: a profile may know more attempts than the sums it is stored with,
 * and is counted anew then, but never fewer.
 */
export async function profileHours(sql: Sql, { now }: { now: Date }): Promise<"done" | "more"> {
  const settled = new Date(now.getTime() - SETTLED_AFTER_MS);
  const changed = await findChangedHours(sql, { settled, limit: HOURS_MAX });
  let attempts = 0;
  let failure: unknown = null;
  for (const { hour, attempts: own } of changed) {
    if (attempts > 0 && attempts + Number(own) > ATTEMPTS_MAX) return "more";
    attempts += Number(own);
    await sql
      .begin("isolation level repeatable read", (tx) => profileHour(tx, { hour, now }))
      .catch((error: unknown) => {
        failure ??= error;
      });
  }
  if (failure !== null) throw failure;
  return changed.length === HOURS_MAX ? "more" : "done";
}

type HourInput = { hour: Date; now: Date };

async function profileHour(tx: TransactionSql, { hour, now }: HourInput): Promise<void> {
  const [lock] = await tx<{ isMine: boolean }[]>`select pg_try_advisory_xact_lock(${LOCKS.hourProfiles}) as "isMine"`;
  if (!lock?.isMine) return;
  await lockAttempts(tx);
  // Read again in the snapshot that attempts are read in.
  const known = await sumsOf(tx, hour);
  if (known === null) return;
  const at = hour.toISOString();
  await tx`delete from hour_profile where starts_at = ${at}::timestamptz`;
  await tx`delete from hour_answer where starts_at = ${at}::timestamptz`;
  await insertProfiles(tx, hour);
  await insertAnswers(tx, hour);
  await tx`
    insert into profiled_hour (starts_at, attempts, output_tokens, duration_sum, ttft_sum, profiled_at)
    values (${at}::timestamptz, ${known.attempts}::text::bigint, ${known.output_tokens}::text::numeric,
      ${known.duration_sum}::text::numeric, ${known.ttft_sum}::text::numeric, ${now.toISOString()}::timestamptz)
    on conflict (starts_at) do update set attempts = excluded.attempts, output_tokens = excluded.output_tokens,
      duration_sum = excluded.duration_sum, ttft_sum = excluded.ttft_sum, profiled_at = excluded.profiled_at`;
}

type Sums = Omit<ChangedHour, "hour">;

async function sumsOf(tx: TransactionSql, hour: Date): Promise<Sums | null> {
  const [sums] = await tx<Sums[]>`
    select sum(attempts)::text as attempts, sum(output_tokens)::text as output_tokens,
      sum(duration_sum)::text as duration_sum, sum(ttft_sum)::text as ttft_sum
    from rollup_hour_model, rollup_state s
    where s.id = 1 and starts_at = ${hour.toISOString()}::timestamptz and starts_at >= s.raw_from
    having count(*) > 0`;
  return sums ?? null;
}
