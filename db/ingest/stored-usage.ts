import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import type { Attempt } from "@/lib/contract/attempt";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { attemptFlags, countedFlags, USAGE_FLAGS } from "./attempt-flags";
import { attemptKey } from "./insert-new-attempts";
import type { CountedAttempt } from "./measure-attempts";

/** What an attempt counts in, which no revision changes. */
export const COUNTED_IN = ["model_id", "provider_id", "region_id", "tier_id", "app_id"] as const;
export type CountedIn = (typeof COUNTED_IN)[number];

/** The id of a row `r` of `attempt_row`, in SQL. */
export const ATTEMPT_ID = `coalesce(r.id_uuid::text, r.id_text) collate "C"`;
const IS_SENT = `r.bucket = ${ONLY_BUCKET} and r.started_at = sent.started_at and ${ATTEMPT_ID} = sent.id`;

/** A stored attempt as it counts; numbers that may exceed a double's are text. */
export type StoredUsage = Record<CountedIn, number> & {
  revision: number;
  flags: number;
  duration_us: string;
  ttft_us: string | null;
  cost_pico: string | null;
  reported_cost_pico: string | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  cache_write_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  started_at_us: string;
  id: string;
};

/** The stored ones of these attempts by attemptKey, locked until the transaction ends. */
export async function lockStored(
  tx: TransactionSql,
  attempts: readonly Pick<Attempt, "startedAtUs" | "id">[],
): Promise<Map<string, StoredUsage>> {
  const rows = await tx.unsafe<StoredUsage[]>(
    `select (extract(epoch from r.started_at) * 1000000)::bigint::text as started_at_us, ${ATTEMPT_ID} as id, r.revision, r.flags,
       ${COUNTED_IN.map((name) => `t.${name}`).join(", ")},
       coalesce(r.duration_us, r.long_duration_us)::text as duration_us, coalesce(r.ttft_us, r.long_ttft_us)::text as ttft_us,
       r.cost_pico::text, r.reported_cost_pico::text, r.input_tokens, r.cached_input_tokens, r.cache_write_tokens,
       r.output_tokens, r.reasoning_tokens
     from unnest($1::text[]::timestamptz[], $2::text[]) as sent(started_at, id)
       join attempt_row r on ${IS_SENT} join attribution t on t.id = r.attribution_id
     order by r.started_at, 2 for update of r`,
    [attempts.map(({ startedAtUs }) => formatInstantUs(startedAtUs)), attempts.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [attemptKey(Number(row.started_at_us), row.id), row]));
}

/** A stored attempt in the terms in which it was added up. */
export function countedOf(row: StoredUsage): CountedAttempt {
  const hasUsage = row.input_tokens !== null || row.output_tokens !== null;
  const part = (tokens: number | null) => (hasUsage ? (tokens ?? 0) : null);
  return {
    ...countedFlags(row.flags),
    startedAtUs: Number(row.started_at_us),
    durationUs: Number(row.duration_us),
    ttftUs: row.ttft_us === null ? null : Number(row.ttft_us),
    inputTokens: row.input_tokens,
    cachedInputTokens: part(row.cached_input_tokens),
    cacheWriteTokens: part(row.cache_write_tokens),
    outputTokens: row.output_tokens,
    reasoningTokens: part(row.reasoning_tokens),
    costPico: row.cost_pico === null ? null : BigInt(row.cost_pico),
    reportedCostPico: row.reported_cost_pico === null ? null : BigInt(row.reported_cost_pico),
  };
}

/** Columns that a revision replaces, with their types. */
const REPLACED = {
  attribution_id: "int",
  cost_pico: "bigint",
  reported_cost_pico: "bigint",
  input_tokens: "int",
  cached_input_tokens: "int",
  cache_write_tokens: "int",
  cache_write_1h_tokens: "int",
  output_tokens: "int",
  reasoning_tokens: "int",
  audio_input_tokens: "int",
  audio_output_tokens: "int",
  image_input_tokens: "int",
  units: "json",
  revision: "smallint",
} as const;
type Replaced = Record<keyof typeof REPLACED, string | number | object | null>;

/** Replaces what stored attempts used and cost, keeps what they said before, and queues their days to be counted anew. */
export async function replaceUsage(
  tx: TransactionSql,
  replaced: readonly { attempt: Attempt; dimensionSet: number }[],
): Promise<void> {
  const names = Object.keys(REPLACED);
  const types = Object.entries(REPLACED).map(([name, type]) => `${name} ${type}`);
  const sent = `json_to_recordset($1::text::json) as sent(started_at timestamptz, id text, usage_flags int, ${types.join(", ")})`;
  const former = names.map((name) => `'${name}', r.${name}`).join(", ");
  const values = JSON.stringify(
    replaced.map(({ attempt, dimensionSet }) => ({
      started_at: formatInstantUs(attempt.startedAtUs),
      id: attempt.id,
      usage_flags: attemptFlags(attempt) & USAGE_FLAGS,
      ...replacedBy(attempt, dimensionSet),
    })),
  );
  await tx.unsafe(
    `insert into attempt_correction (started_at, attempt_id, revision, former)
     select r.started_at, sent.id, r.revision, json_build_object('flags', r.flags, ${former})
     from ${sent} join attempt_row r on ${IS_SENT}`,
    [values],
  );
  await tx.unsafe(
    `update attempt_row r set flags = (r.flags & ~${USAGE_FLAGS}) | sent.usage_flags,
       ${names.map((name) => `${name} = sent.${name}`).join(", ")}
     from ${sent} where ${IS_SENT}`,
    [values],
  );
  await tx.unsafe(
    `insert into rollup_recount (day) select distinct (sent.started_at at time zone 'UTC')::date from ${sent} order by 1
     on conflict (day) do update set asked_at = excluded.asked_at`,
    [values],
  );
}

function replacedBy(attempt: Attempt, dimensionSet: number): Replaced {
  return {
    attribution_id: dimensionSet,
    cost_pico: attempt.costPico?.toString() ?? null,
    reported_cost_pico: attempt.reportedCostPico?.toString() ?? null,
    input_tokens: attempt.inputTokens,
    cached_input_tokens: attempt.cachedInputTokens || null,
    cache_write_tokens: attempt.cacheWriteTokens || null,
    cache_write_1h_tokens: attempt.cacheWrite1hTokens || null,
    output_tokens: attempt.outputTokens,
    reasoning_tokens: attempt.reasoningTokens || null,
    audio_input_tokens: attempt.audioInputTokens || null,
    audio_output_tokens: attempt.audioOutputTokens || null,
    image_input_tokens: attempt.imageInputTokens || null,
    units: attempt.units,
    revision: attempt.revision,
  };
}
