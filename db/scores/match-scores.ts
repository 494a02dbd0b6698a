import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { CLASS_FROM, UNKNOWN_SIZE } from "@/lib/domain/backtest/size-class";
import { ONLY_BUCKET } from "../schema/attempt-bucket";

const matchedSchema = z.array(z.object({ id: z.string() }));
const LANGUAGE_TAGS = ["lang:", "language:"];

type MatchInput = {
  ids: readonly string[];
  /** Where attempts are searched for: those that started within. */
  from: Date;
  to: Date;
};

/** Finds the attempts of scores among those of a stretch of time, and notes what they were; the ids of the scores found. */
export async function matchScores(sql: Sql | TransactionSql, { ids, from, to }: MatchInput): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await sql`
    with wanted as materialized (
      select id, attempt_id, request_id from score where id = any(${[...ids]}::text[]) and started_at is null
    ), subject as materialized (
      select coalesce(attempt_id, request_id) as name from wanted
    ), asked as materialized (
      select a.* from attempt a
      where a.bucket = ${ONLY_BUCKET} and a.started_at >= ${from.toISOString()}::timestamptz and a.started_at < ${to.toISOString()}::timestamptz
        and (a.id in (select name from subject) or a.request_id in (select name from subject))
    ), pair as (
      select w.id as score_id, a.* from wanted w join asked a on a.id = w.attempt_id
      union all
      select w.id, a.* from wanted w join asked a on coalesce(a.request_id, a.id) = w.request_id where a.final
    ), found as (
      select distinct on (score_id) * from pair order by score_id, started_at desc
    )
    update score s set search_at = null, started_at = f.started_at, model_id = f.model_id, provider_id = f.provider_id,
      region_id = f.region_id, tier_id = f.tier_id, app_id = f.app_id, label_set_id = f.label_set_id,
      size_class = case when f.input_tokens is null then ${UNKNOWN_SIZE}::int
        else width_bucket(f.input_tokens::int, ${`{${CLASS_FROM.join(",")}}`}::text::int[]) end,
      language = (
        select substr(tag, length(prefix) + 1) from unnest(f.tags) tag, unnest(${LANGUAGE_TAGS}::text[]) prefix
        where starts_with(tag, prefix) order by tag limit 1
      )
    from found f where s.id = f.score_id
    returning s.id`;
  return matchedSchema.parse([...rows]).map(({ id }) => id);
}
