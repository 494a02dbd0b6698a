import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { isTimeout } from "../database-error";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { sizeClassSql } from "../schema/size-class-sql";

const matchedSchema = z.array(z.object({ id: z.string() }));
const LANGUAGE_TAGS = ["lang:", "language:"];

/** A score and the id of the attempt or request that it is of. */
export type WantedScore = { id: string; name: string };

type MatchInput = {
  scores: readonly WantedScore[];
  /** Where attempts are searched for: those that started within. */
  from: Date;
  to: Date;
  /**
   * By the request, for which settled days have a filter, or by the attempt too, which passes every attempt: one that was retried has
   * another id than its request.
   */
  by: "request" | "attempt";
  timeoutMs: number;
};

/**
 * Finds the attempts of scores among those of a stretch of time, and notes what they were; the ids of the scores found.
 *
 * One short transaction. Of a stretch that takes longer than the timeout, nothing is found.
 */
export async function matchScores(sql: Sql, { timeoutMs, ...input }: MatchInput): Promise<string[]> {
  if (input.scores.length === 0 || input.from >= input.to) return [];
  try {
    return await sql.begin(async (tx) => {
      await tx.unsafe(`set local statement_timeout = '${timeoutMs}ms'`);
      return matchWithin(tx, input);
    });
  } catch (error) {
    if (isTimeout(error)) return [];
    throw error;
  }
}

async function matchWithin(
  tx: TransactionSql,
  { scores, from, to, by }: Omit<MatchInput, "timeoutMs">,
): Promise<string[]> {
  const names = [...new Set(scores.map(({ name }) => name))];
  const byId = by === "attempt" ? tx`or a.id = any(${names}::text[])` : tx``;
  const rows = await tx`
    with wanted as materialized (
      select id, attempt_id, request_id from score
      where id = any(${scores.map(({ id }) => id)}::text[]) and started_at is null
    ), asked as materialized (
      select a.* from attempt a
      where a.bucket = ${ONLY_BUCKET} and a.started_at >= ${from.toISOString()}::timestamptz and a.started_at < ${to.toISOString()}::timestamptz
        and (coalesce(a.request_id, a.id) = any(${names}::text[]) ${byId})
    ), pair as (
      select w.id as score_id, a.* from wanted w join asked a on a.id = w.attempt_id
      union all
      select w.id, a.* from wanted w join asked a on coalesce(a.request_id, a.id) = w.request_id where a.final
    ), found as (
      select distinct on (score_id) * from pair order by score_id, started_at desc
    )
    update score s set search_at = null, started_at = f.started_at, model_id = f.model_id, provider_id = f.provider_id,
      region_id = f.region_id, tier_id = f.tier_id, app_id = f.app_id, label_set_id = f.label_set_id,
      size_class = ${tx.unsafe(sizeClassSql("f.input_tokens"))},
      language = (
        select substr(tag, length(prefix) + 1) from unnest(f.tags) tag, unnest(${LANGUAGE_TAGS}::text[]) prefix
        where starts_with(tag, prefix) order by tag limit 1
      )
    from found f where s.id = f.score_id
    returning s.id`;
  return matchedSchema.parse([...rows]).map(({ id }) => id);
}
