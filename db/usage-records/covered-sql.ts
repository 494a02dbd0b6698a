import { type SQL, sql } from "drizzle-orm";

/**
 * A common table `model_family`: of each model all that have its name without maker, day of a build, and dots for hyphens:
 * the "Claude Haiku 4.5" of a bill is the "claude-haiku-4-5-20251001" of attempts.
 */
export const MODEL_FAMILIES = sql`model_name as (
  select id, replace(regexp_replace(regexp_replace(lower(value), '^.*/', ''), '[-@:](\\d{8}|\\d{4}-\\d{2}-\\d{2}|latest)$', ''), '.', '-') as plain
  from dimension where kind = 'model'
), model_family as (
  select mine.id, array_agg(its.id) as model_ids from model_name mine join model_name its using (plain) group by mine.id
)`;

const FIRST_DAY = sql`(r.starts_at at time zone 'UTC')::date`;
const LAST_DAY = sql`((r.ends_at - interval '1 second') at time zone 'UTC')::date`;

// Each day by itself, so that the key of attempt_day finds the rows: 25 hours may touch three.
const attemptsOf = (model: SQL) => sql`exists (
  select from attempt_day a
  where a.day = any(array[${FIRST_DAY}, least(${FIRST_DAY} + 1, ${LAST_DAY}), ${LAST_DAY}])
    and a.provider_id = any(array[r.provider_id, r.issuer_id])${model}
    and (r.key_id = 0 or a.key_id = 0 or a.key_id = r.key_id)
)`;

/**
 * Whether there is an attempt of what a usage record `r` with its family `f` is about, on a UTC day that it is about: of its
 * provider or whoever bills, of its model and key where it names them. An attempt without a key may be of any.
 */
export const IS_COVERED = sql`case when r.model_id = 0 then ${attemptsOf(sql``)}
  else ${attemptsOf(sql` and a.model_id = any(f.model_ids)`)} end`;
