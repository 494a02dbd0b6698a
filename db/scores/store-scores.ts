import type { Sql } from "postgres";
import type { Score } from "@/lib/contract/scores";

type StoreScoresInput = {
  scores: readonly Score[];
  /** The machine key that sent them; null of a user. */
  apiKeyId: string | null;
  now: Date;
};

export type StoredScores = { accepted: number; duplicates: number; pending: number };

/**
 * Stores scores in one statement, all or none. Their attempts are searched for in the background, at once and again later: a post
 * waits for no search.
 *
 * Safe to repeat: a known id is a duplicate and changes nothing.
 */
export async function storeScores(sql: Sql, { scores, apiKeyId, now }: StoreScoresInput): Promise<StoredScores> {
  if (scores.length === 0) return { accepted: 0, duplicates: 0, pending: 0 };
  const rows = scores.map((score) => ({
    id: score.id,
    attempt_id: score.attempt_id ?? null,
    request_id: score.request_id ?? null,
    evaluator: score.evaluator,
    metric: score.metric,
    value: score.value,
    weight: score.weight ?? 1,
    at: score.at == null ? null : new Date(score.at / 1_000).toISOString(),
    received_at: now.toISOString(),
    api_key_id: apiKeyId,
    search_at: now.toISOString(),
    looks: 0,
  }));
  const { count } = await sql`
    insert into score
    select r.* from json_populate_recordset(null::score, ${JSON.stringify(rows)}::text::json) r order by r.id
    on conflict (id) do nothing`;
  return { accepted: count, duplicates: scores.length - count, pending: count };
}
