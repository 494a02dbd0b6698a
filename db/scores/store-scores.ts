import type { Sql } from "postgres";
import { z } from "zod";
import type { Score } from "@/lib/contract/scores";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { matchScores } from "./match-scores";

type StoreScoresInput = {
  scores: readonly Score[];
  /** The machine key that sent them; null of a user. */
  apiKeyId: string | null;
  now: Date;
};

export type StoredScores = { accepted: number; duplicates: number; pending: number };

const storedSchema = z.array(z.object({ id: z.string(), at: z.coerce.date().nullable() }));
/** A post waits for the search of so many days; what lies further apart is found in the background. */
const SEARCHED_MAX_MS = 3 * DAY_MS;

/**
 * Stores scores in one transaction, all or none, and finds the attempts they are of: around their `at`, else of the last day.
 *
 * Safe to repeat: a known id is a duplicate and changes nothing. Those not found are searched for again later.
 */
export async function storeScores(sql: Sql, { scores, apiKeyId, now }: StoreScoresInput): Promise<StoredScores> {
  if (scores.length === 0) return { accepted: 0, duplicates: 0, pending: 0 };
  return sql.begin(async (tx) => {
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
      search_at: new Date(now.getTime() + MINUTE_MS).toISOString(),
    }));
    const stored = storedSchema.parse([
      ...(await tx`
        insert into score
        select r.* from json_populate_recordset(null::score, ${JSON.stringify(rows)}::text::json) r order by r.id
        on conflict (id) do nothing returning id, at`),
    ]);
    const searched = searchedSpan(
      stored.map(({ at }) => at?.getTime() ?? null),
      now.getTime(),
    );
    const found = searched ? await matchScores(tx, { ids: stored.map(({ id }) => id), ...searched }) : [];
    return {
      accepted: stored.length,
      duplicates: scores.length - stored.length,
      pending: stored.length - found.length,
    };
  });
}

/** A day to either side of the instants given, and the last day for those without; null where that is too long to wait for. */
function searchedSpan(instants: readonly (number | null)[], nowMs: number): { from: Date; to: Date } | null {
  if (instants.length === 0) return null;
  const around = instants.map((at) => at ?? nowMs);
  const from = around.reduce((least, at) => Math.min(least, at)) - DAY_MS;
  const to = around.reduce((most, at) => Math.max(most, at)) + DAY_MS;
  return to - from <= SEARCHED_MAX_MS ? { from: new Date(from), to: new Date(to) } : null;
}
