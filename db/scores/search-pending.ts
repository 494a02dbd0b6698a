import type { Sql } from "postgres";
import { z } from "zod";
import { DAY_MS, SECOND_MS } from "@/lib/domain/time/units";
import { indexedDays } from "../partitions/index-requests";
import { dayStart } from "../partitions/partition-days";
import { matchScores, type WantedScore } from "./match-scores";
import { LOOKS, nextLook, WAIT_MS } from "./next-look";
import { type SearchedScore, searchSpans } from "./search-spans";

const SCORES_MAX = 10_000;
const TIMEOUT_MS = 15 * SECOND_MS;
/** The look at which those without `at` are sought by their request on all settled days, and how many of them. */
const REQUEST_LOOK = 1;
const REQUESTS_MAX = 200;

const dueSchema = z.array(
  z
    .object({
      id: z.string(),
      name: z.string(),
      at: z.coerce.date().nullable(),
      received_at: z.coerce.date(),
      look: z.number(),
    })
    .transform(({ received_at: receivedAt, ...row }) => ({
      ...row,
      receivedAt,
      reachMs: LOOKS[row.look]?.reachMs ?? 0,
    })),
);

type Due = z.output<typeof dueSchema>[number];
type SearchInput = { now: Date; rawDays: number };

/**
 * Searches for the attempts of pending scores that are due: around them, ever further, and less often; those that none of
 * `LOOKS` found are `searchRetained`'s.
 *
 * When a score is due next is written first, so that nothing is searched over and over, and no lock is held meanwhile.
 */
export async function searchPending(
  sql: Sql,
  { now, rawDays }: SearchInput,
): Promise<{ found: number; hasMore: boolean }> {
  const due = await claimDue(sql, now);
  const retainedFrom = new Date(now.getTime() - (rawDays + 1) * DAY_MS);
  const found = new Set<string>();
  for (const { from, to, scores } of searchSpans(due, { now, retainedFrom })) {
    const input = { scores: missing(scores, found), from, to, by: "attempt" as const, timeoutMs: TIMEOUT_MS };
    for (const id of await matchScores(sql, input)) found.add(id);
  }
  const undated = missing(due, found).filter(({ at, look }) => at === null && look === REQUEST_LOOK);
  if (undated.length > 0) await searchSettled(sql, undated.slice(0, REQUESTS_MAX), { retainedFrom, found });
  return { found: found.size, hasMore: due.length === SCORES_MAX };
}

async function claimDue(sql: Sql, now: Date): Promise<Due[]> {
  const nexts = LOOKS.map(({ nextMs }) => nextLook(now, nextMs).toISOString());
  const rows = await sql`
    with due as materialized (
      select id, looks from score where search_at <= ${now.toISOString()}::timestamptz and looks < ${LOOKS.length}
      order by search_at limit ${SCORES_MAX} for update skip locked
    ), next as (
      select id, looks, (${nexts}::text[]::timestamptz[])[looks + 1] as at from due
    )
    update score s set looks = s.looks + 1,
      search_at = case when next.at < s.received_at + ${WAIT_MS} * interval '1 ms' then next.at end
    from next where s.id = next.id
    returning s.id, coalesce(s.attempt_id, s.request_id) as name, s.at, s.received_at, next.looks as look`;
  return dueSchema.parse([...rows]);
}

/** By the filters of settled days, newest first: no attempt is passed that cannot be one of them. */
async function searchSettled(
  sql: Sql,
  scores: readonly WantedScore[],
  { retainedFrom, found }: { retainedFrom: Date; found: Set<string> },
): Promise<void> {
  for (const day of (await indexedDays(sql)).reverse()) {
    const [from, to] = [new Date(dayStart(day)), new Date(dayStart(day + 1))];
    const left = missing(scores, found);
    if (to <= retainedFrom || left.length === 0) return;
    const matched = await matchScores(sql, { scores: left, from, to, by: "request", timeoutMs: TIMEOUT_MS });
    for (const id of matched) found.add(id);
  }
}

function missing<Score extends WantedScore | SearchedScore>(scores: readonly Score[], found: ReadonlySet<string>) {
  return scores.filter(({ id }) => !found.has(id));
}
