import type { Sql, TransactionSql } from "postgres";
import { z } from "zod";
import { LOCKS } from "@/db/advisory-locks";
import type { UsedValue } from "@/db/dimensions/admit-values";
import type { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { dayOfUs } from "@/db/partitions/partition-days";
import type { DimensionUse } from "@/db/schema/dimension-days";
import { type BilledUsage, USAGE_DIMENSIONS } from "@/lib/contract/billed-usage";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { type Replacing, type SettledUsage, settleUsageRecords } from "./settle-usage-records";
import { SELECT_USAGE, usageRowSchema } from "./usage-row";

export type StoreUsageInput = {
  records: readonly BilledUsage[];
  codes: DimensionCodes;
  replacing: Replacing;
  /** The machine key that sent them; null of a file. */
  apiKeyId: string | null;
  nowUs: number;
};

/**
 * Stores usage records in one transaction: all that are not rejected, or none.
 *
 * Safe to repeat: what is stored already is a duplicate and changes nothing.
 */
export async function storeUsageRecords(sql: Sql, input: StoreUsageInput): Promise<SettledUsage> {
  const { records, codes, replacing } = input;
  if (records.length === 0) return { stored: [], replaced: [], duplicates: 0, rejected: [] };
  codes.beginDay(dayOfUs(input.nowUs));
  codes.beginSessions(sql);
  const codeOf = await learnCodes(sql, records, codes);
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCKS.usageRecords})`;
    const known = await readUsage(tx, "r.id = any($1::text[])", [records.map(({ id }) => id)]);
    const neighbours = await readNeighbours(tx, records);
    const settled = settleUsageRecords({ records, known, neighbours, replacing });
    await keepFormer(tx, settled.replaced);
    await upsert(tx, settled.stored, input, codeOf);
    return settled;
  });
}

type CodeOf = (use: DimensionUse, value: string | null) => number;

async function learnCodes(sql: Sql, records: readonly BilledUsage[], codes: DimensionCodes): Promise<CodeOf> {
  const given = records.flatMap((record): UsedValue[] => [
    ...USAGE_DIMENSIONS.flatMap((use) => dimensionOf(use, record[use])),
    ...dimensionOf("provider", record.issuer),
  ]);
  const found = new Map<string, number>();
  // More than one round only where the memory began anew in between.
  for (let missing = given; missing.length > 0; ) {
    await codes.learn(sql, missing);
    for (const { use, value } of missing) {
      const code = codes.get(use, value);
      if (code !== undefined) found.set(`${use} ${value}`, code);
    }
    missing = missing.filter(({ use, value }) => !found.has(`${use} ${value}`));
  }
  return (use, value) => (value === null ? 0 : (found.get(`${use} ${value}`) ?? 0));
}

function dimensionOf(use: DimensionUse, value: string | null): UsedValue[] {
  return value === null ? [] : [{ use, value }];
}

async function readUsage(tx: TransactionSql, condition: string, values: (string | string[])[]): Promise<BilledUsage[]> {
  return z.array(usageRowSchema).parse([...(await tx.unsafe(`${SELECT_USAGE} where ${condition}`, values))]);
}

/** Those of the same hours, and so all that may overlap. A span is never longer than 25 hours. */
function readNeighbours(tx: TransactionSql, records: readonly BilledUsage[]): Promise<BilledUsage[]> {
  const from = records.reduce((least, { startsAtUs }) => Math.min(least, startsAtUs), Number.POSITIVE_INFINITY);
  const to = records.reduce((most, { endsAtUs }) => Math.max(most, endsAtUs), 0);
  return readUsage(
    tx,
    `r.starts_at < $1::timestamptz and r.starts_at > $2::timestamptz - interval '25 hours' and r.ends_at > $2::timestamptz
       and r.provider_id in (select id from dimension where kind = 'provider' and value = any($3::text[]))`,
    [formatInstantUs(to), formatInstantUs(from), [...new Set(records.map(({ provider }) => provider))]],
  );
}

async function keepFormer(tx: TransactionSql, replaced: readonly BilledUsage[]): Promise<void> {
  if (replaced.length === 0) return;
  await tx`
    insert into usage_correction (record_id, revision, former)
    select r.id, r.revision, row_to_json(r) from usage_record r
    where r.id = any(${replaced.map(({ id }) => id)}::text[])
    order by r.id`;
}

async function upsert(
  tx: TransactionSql,
  records: readonly BilledUsage[],
  { apiKeyId, nowUs }: StoreUsageInput,
  codeOf: CodeOf,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => rowOf(record, codeOf));
  const received = formatInstantUs(nowUs);
  await tx`
    insert into usage_record
    select r.* from json_populate_recordset(null::usage_record, ${JSON.stringify(rows.map((row) => ({ ...row, api_key_id: apiKeyId, received_at: received })))}::text::json) r
    on conflict (id) do update set
      input_tokens = excluded.input_tokens, cached_input_tokens = excluded.cached_input_tokens,
      cache_write_tokens = excluded.cache_write_tokens, cache_write_1h_tokens = excluded.cache_write_1h_tokens,
      output_tokens = excluded.output_tokens, reasoning_tokens = excluded.reasoning_tokens,
      audio_input_tokens = excluded.audio_input_tokens, audio_output_tokens = excluded.audio_output_tokens,
      image_input_tokens = excluded.image_input_tokens, units = excluded.units,
      amount_pico = excluded.amount_pico, currency = excluded.currency, cost_pico = excluded.cost_pico,
      cost_estimated = excluded.cost_estimated, price_id = excluded.price_id, source = excluded.source,
      revision = excluded.revision, api_key_id = excluded.api_key_id, received_at = excluded.received_at`;
}

/** By the names of the columns. */
function rowOf(record: BilledUsage, codeOf: CodeOf) {
  return {
    id: record.id,
    starts_at: formatInstantUs(record.startsAtUs),
    ends_at: formatInstantUs(record.endsAtUs),
    provider_id: codeOf("provider", record.provider),
    issuer_id: codeOf("provider", record.issuer),
    model_id: codeOf("model", record.model),
    team_id: codeOf("team", record.team),
    app_id: codeOf("app", record.app),
    key_id: codeOf("key", record.key),
    operation_id: codeOf("operation", record.operation),
    input_tokens: record.inputTokens,
    cached_input_tokens: record.cachedInputTokens,
    cache_write_tokens: record.cacheWriteTokens,
    cache_write_1h_tokens: record.cacheWrite1hTokens,
    output_tokens: record.outputTokens,
    reasoning_tokens: record.reasoningTokens,
    audio_input_tokens: record.audioInputTokens,
    audio_output_tokens: record.audioOutputTokens,
    image_input_tokens: record.imageInputTokens,
    units: record.units,
    amount_pico: record.amountPico?.toString() ?? null,
    currency: record.currency,
    cost_pico: record.costPico?.toString() ?? null,
    cost_estimated: record.costEstimated,
    price_id: record.priceId,
    source: record.source,
    revision: record.revision,
  };
}
