import type { Sql } from "postgres";
import { z } from "zod";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { matchScores } from "./match-scores";

const SCORES_MAX = 5_000;
/** So long after a score its attempt may still come; beyond that, nobody looks for it. */
const WAIT_MS = 7 * DAY_MS;

const pendingSchema = z.array(z.object({ id: z.string() }));

type SearchInput = { now: Date; rawDays: number };

/** Searches all retained attempts for those of pending scores that are due, and again each hour for a week. */
export async function searchPending(
  sql: Sql,
  { now, rawDays }: SearchInput,
): Promise<{ found: number; hasMore: boolean }> {
  const due = pendingSchema.parse([
    ...(await sql`select id from score where search_at <= ${now.toISOString()}::timestamptz order by search_at limit ${SCORES_MAX}`),
  ]);
  if (due.length === 0) return { found: 0, hasMore: false };
  const ids = due.map(({ id }) => id);
  return sql.begin(async (tx) => {
    const from = new Date(now.getTime() - (rawDays + 1) * DAY_MS);
    const found = await matchScores(tx, { ids, from, to: new Date(now.getTime() + DAY_MS) });
    const next = new Date(now.getTime() + HOUR_MS).toISOString();
    const waitedFor = new Date(now.getTime() - WAIT_MS).toISOString();
    await tx`
      update score set search_at = case when received_at > ${waitedFor}::timestamptz then ${next}::timestamptz end
      where id = any(${ids}::text[]) and started_at is null`;
    return { found: found.length, hasMore: due.length === SCORES_MAX };
  });
}
