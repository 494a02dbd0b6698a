import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { DIMENSION_SET_COLUMNS, NO_PRICE_ID } from "@/db/schema/dimension-sets";
import type { Attempt } from "@/lib/contract/attempt";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { attemptFlags, countedFlags, USAGE_FLAGS } from "./attempt-flags";
import type { CodedAttempts } from "./code-attempts";
import { attemptKey } from "./insert-new-attempts";
import type { CountedAttempt } from "./measure-attempts";

/** What an attempt counts in, which no revision changes. */
export const COUNTED_IN = ["model_id", "provider_id", "region_id", "tier_id", "app_id"] as const;
export type CountedIn = (typeof COUNTED_IN)[number];

/** The code of an attempt that is to be stored, where it counts. */
export function codeOfRow(
  { model, provider, region, tier, app }: CodedAttempts,
  name: CountedIn,
  row: number,
): number | undefined {
  const columns = { model_id: model, provider_id: provider, region_id: region, tier_id: tier, app_id: app };
  return columns[name][row];
}

/** The id of a row `r` of `attempt_row`, in SQL. */
const ATTEMPT_ID = `coalesce(r.id_uuid::text, r.id_text) collate "C"`;
/** As the table's key has it: of a UUID in canonical form its own hash, else that of the text. */
const SENT_HASH = `case when sent.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  then uuid_hash_extended(sent.id::uuid, 0) else hashtextextended(sent.id, 0) end`;
/** Whether a row `r` of `attempt_row` is the one of `sent`, by the whole key, in days between $2 and $3. */
export const IS_SENT = `r.bucket = ${ONLY_BUCKET} and r.started_at between $2::timestamptz and $3::timestamptz
  and r.started_at = sent.started_at and ${ATTEMPT_ID} = sent.id
  and coalesce(uuid_hash_extended(r.id_uuid, 0), hashtextextended(r.id_text, 0)) = ${SENT_HASH}`;

/** What makes an attempt the same attempt. */
export type Keyed = Pick<Attempt, "startedAtUs" | "id">;

/** The parameters of IS_SENT and of a source of `sent`: rows as JSON, and the first and last instant. */
export function sentParameters<Row extends Keyed>(rows: readonly Row[], fieldsOf: (row: Row) => object = () => ({})) {
  const starts = rows.map(({ startedAtUs }) => startedAtUs).sort((x, y) => x - y);
  const sent = rows.map((row) => ({ started_at: formatInstantUs(row.startedAtUs), id: row.id, ...fieldsOf(row) }));
  return [JSON.stringify(sent), formatInstantUs(starts[0] ?? 0), formatInstantUs(starts.at(-1) ?? 0)];
}

/** Rows of $1 with a key, and more columns ("name type"). */
export function sentRows(...columns: readonly string[]): string {
  return `json_to_recordset($1::text::json) as sent(${["started_at timestamptz", "id text", ...columns].join(", ")})`;
}

/** A stored attempt as it counts; numbers that may exceed a double's are text. */
export type StoredUsage = Record<CountedIn, number> & {
  label_set_id: number;
  revision: number;
  flags: number;
  duration_us: string | null;
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

/**
 * The stored ones of these attempts by attemptKey, locked until the transaction ends.
 *
 * Their dimensions are looked up afterwards: a row that changed while we waited may have a set that is newer than what the
 * statement that locked it can see.
 */
export async function lockStored(tx: TransactionSql, attempts: readonly Keyed[]): Promise<Map<string, StoredUsage>> {
  const locked = await tx.unsafe<(Omit<StoredUsage, CountedIn> & { set_id: number })[]>(
    `select (extract(epoch from r.started_at) * 1000000)::bigint::text as started_at_us, ${ATTEMPT_ID} as id, r.revision,
       r.flags, r.label_set_id, r.attribution_id as set_id,
       coalesce(r.duration_us, r.long_duration_us)::text as duration_us, coalesce(r.ttft_us, r.long_ttft_us)::text as ttft_us,
       r.cost_pico::text, r.reported_cost_pico::text, r.input_tokens, r.cached_input_tokens, r.cache_write_tokens,
       r.output_tokens, r.reasoning_tokens
     from ${sentRows()} join attempt_row r on ${IS_SENT} order by r.started_at for update of r`,
    sentParameters(attempts),
  );
  const sets = await tx.unsafe<(Record<CountedIn, number> & { set_id: number })[]>(
    `select id as set_id, ${COUNTED_IN.join(", ")} from attribution where id = any($1::int[])`,
    [[...new Set(locked.map(({ set_id }) => set_id))]],
  );
  const setsById = new Map(sets.map((set) => [set.set_id, set]));
  return new Map(
    locked.flatMap((row) => {
      const set = setsById.get(row.set_id);
      return set ? [[attemptKey(Number(row.started_at_us), row.id), { ...row, ...set }]] : [];
    }),
  );
}

/** A stored attempt in the terms in which it was added up. */
export function countedOf(row: StoredUsage): CountedAttempt {
  const hasUsage = row.input_tokens !== null || row.output_tokens !== null;
  const part = (tokens: number | null) => (hasUsage ? (tokens ?? 0) : null);
  return {
    ...countedFlags(row.flags),
    startedAtUs: Number(row.started_at_us),
    durationUs: row.duration_us === null ? null : Number(row.duration_us),
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
/** The columns of a dimension set, the price and the service tier as sent, where one was. */
const REPRICED = DIMENSION_SET_COLUMNS.map((name) => {
  if (name === "price_id") return "sent.price_id";
  return name === "service_tier_id" ? "coalesce(sent.service_tier_id, t.service_tier_id)" : `t.${name}`;
}).join(", ");

export type ReplacedUsage = { attempt: Attempt; serviceTierId: number };

/** Replaces what stored attempts used and cost, and keeps what they said before. */
export async function replaceUsage(tx: TransactionSql, replaced: readonly ReplacedUsage[]): Promise<void> {
  const names = Object.keys(REPLACED);
  const types = Object.entries(REPLACED).map(([name, type]) => `${name} ${type}`);
  const sent = sentRows("usage_flags int", "price_id int", "service_tier_id int", ...types);
  const parameters = sentParameters(
    replaced.map(({ attempt, serviceTierId }) => ({ ...attempt, serviceTierId })),
    (attempt) => ({
      usage_flags: attemptFlags(attempt) & USAGE_FLAGS,
      price_id: attempt.priceId ?? NO_PRICE_ID,
      service_tier_id: attempt.serviceTierId || null,
      ...replacedBy(attempt),
    }),
  );
  const stored = `${sent} join attempt_row r on ${IS_SENT} join attribution t on t.id = r.attribution_id`;
  await keepFormer(tx, { sent, parameters, columns: ["flags", "attribution_id", ...names] });
  const columns = DIMENSION_SET_COLUMNS.join(", ");
  await tx.unsafe(
    `insert into attribution (${columns}) select distinct ${REPRICED} from ${stored} order by ${REPRICED} on conflict do nothing`,
    parameters,
  );
  const ofSet = DIMENSION_SET_COLUMNS.map((name) => `a.${name}`).join(", ");
  await tx.unsafe(
    `update attempt_row r set flags = (r.flags & ~${USAGE_FLAGS}) | sent.usage_flags,
       attribution_id = (select a.id from attribution t join attribution a on (${ofSet}) = (${REPRICED}) where t.id = r.attribution_id),
       ${names.map((name) => `${name} = sent.${name}`).join(", ")}
     from ${sent} where ${IS_SENT}`,
    parameters,
  );
}

/** Deletes stored attempts, and keeps what they said. */
export async function deleteStored(tx: TransactionSql, attempts: readonly Keyed[]): Promise<void> {
  const sent = sentRows();
  const parameters = sentParameters(attempts);
  const columns = [
    "flags",
    "attribution_id",
    "label_set_id",
    "duration_us",
    "long_duration_us",
    ...Object.keys(REPLACED),
  ];
  await keepFormer(tx, { sent, parameters, columns });
  await tx.unsafe(`delete from attempt_row r using ${sent} where ${IS_SENT}`, parameters);
}

/** Keeps what stored attempts say in some columns, before it is replaced. */
export async function keepFormer(
  tx: TransactionSql,
  { sent, parameters, columns }: { sent: string; parameters: string[]; columns: readonly string[] },
): Promise<void> {
  const former = columns.map((name) => `'${name}', r.${name}`).join(", ");
  await tx.unsafe(
    `insert into attempt_correction (started_at, attempt_id, revision, former)
     select r.started_at, sent.id, r.revision, json_build_object(${former}) from ${sent} join attempt_row r on ${IS_SENT}`,
    parameters,
  );
}

/** Queues days to be counted anew. One that is queued already is held, so that it is not counted before this is committed. */
export async function queueRecount(tx: TransactionSql, startsUs: readonly number[]): Promise<void> {
  if (startsUs.length === 0) return;
  const days = [...new Set(startsUs.map((us) => formatInstantUs(us).slice(0, 10)))].sort();
  await tx.unsafe(
    "insert into rollup_recount (day) select unnest($1::text[])::date on conflict (day) do update set day = excluded.day",
    [days],
  );
}

function replacedBy(attempt: Attempt): Record<keyof typeof REPLACED, string | number | object | null> {
  return {
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
