import type { Sql } from "postgres";
import { z } from "zod";
import { SECOND_MS } from "@/lib/domain/time/units";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayStart } from "../partitions/partition-days";
import { matchScores } from "./match-scores";
import { LOOKS, nextLook, WAIT_MS } from "./next-look";

const SCORES_MAX = 50_000;
const DAY_TIMEOUT_MS = 60 * SECOND_MS;

const dueSchema = z.array(z.object({ id: z.string(), name: z.string() }));

/**
 * Searches all retained attempts, newest days first, for those of scores that were not found around them: once a night for all of
 * them, of more than 50,000 for the newest. How many were found.
 */
export async function searchRetained(sql: Sql, { now }: { now: Date }): Promise<number> {
  let left = await claimDue(sql, now);
  const all = left.length;
  if (all === 0) return 0;
  for (const day of (await listPartitionDays(sql)).reverse()) {
    const [from, to] = [new Date(dayStart(day)), new Date(dayStart(day + 1))];
    const input = { scores: left, from, to, by: "attempt" as const, timeoutMs: DAY_TIMEOUT_MS };
    const found = new Set(await matchScores(sql, input));
    left = left.filter(({ id }) => !found.has(id));
    if (left.length === 0) break;
  }
  return all - left.length;
}

/** Puts all that are due off to the next night, and gives those that are searched for in this one. */
async function claimDue(sql: Sql, now: Date) {
  const next = nextLook(now, null).toISOString();
  const rows = await sql`
    with due as materialized (
      select id, received_at from score where search_at <= ${now.toISOString()}::timestamptz and looks >= ${LOOKS.length}
    ), put_off as (
      update score s set
        search_at = case when ${next}::timestamptz < s.received_at + ${WAIT_MS} * interval '1 ms' then ${next}::timestamptz end
      from due where s.id = due.id
      returning s.id, coalesce(s.attempt_id, s.request_id) as name, s.received_at
    )
    select id, name from put_off order by received_at desc limit ${SCORES_MAX}`;
  return dueSchema.parse([...rows]);
}
