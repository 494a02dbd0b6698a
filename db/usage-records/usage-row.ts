import { z } from "zod";
import type { BilledUsage } from "@/lib/contract/billed-usage";
import type { CallUnits } from "@/lib/domain/pricing/call-units";

const count = z.coerce.number().nullable();
const pico = z.coerce.bigint().nullable();

/** A stored usage record with its names, as `SELECT_USAGE` reads it. */
export const usageRowSchema = z
  .object({
    id: z.string(),
    starts_at_us: z.coerce.number(),
    ends_at_us: z.coerce.number(),
    provider: z.string(),
    issuer: z.string().nullable(),
    model: z.string().nullable(),
    team: z.string().nullable(),
    app: z.string().nullable(),
    key: z.string().nullable(),
    operation: z.string().nullable(),
    input_tokens: count,
    cached_input_tokens: count,
    cache_write_tokens: count,
    cache_write_1h_tokens: count,
    output_tokens: count,
    reasoning_tokens: count,
    audio_input_tokens: count,
    audio_output_tokens: count,
    image_input_tokens: count,
    units: z.custom<CallUnits>().nullable(),
    amount_pico: pico,
    currency: z.string().nullable(),
    cost_pico: pico,
    cost_estimated: z.boolean(),
    price_id: z.number().nullable(),
    source: z.string(),
    revision: z.number(),
  })
  .transform(
    (row): BilledUsage => ({
      id: row.id,
      startsAtUs: row.starts_at_us,
      endsAtUs: row.ends_at_us,
      provider: row.provider,
      issuer: row.issuer,
      model: row.model,
      team: row.team,
      app: row.app,
      key: row.key,
      operation: row.operation,
      inputTokens: row.input_tokens,
      cachedInputTokens: row.cached_input_tokens,
      cacheWriteTokens: row.cache_write_tokens,
      cacheWrite1hTokens: row.cache_write_1h_tokens,
      outputTokens: row.output_tokens,
      reasoningTokens: row.reasoning_tokens,
      audioInputTokens: row.audio_input_tokens,
      audioOutputTokens: row.audio_output_tokens,
      imageInputTokens: row.image_input_tokens,
      units: row.units,
      amountPico: row.amount_pico,
      currency: row.currency,
      costPico: row.cost_pico,
      costEstimated: row.cost_estimated,
      priceId: row.price_id,
      source: row.source,
      revision: row.revision,
    }),
  );

const NAMED = ["provider", "issuer", "model", "team", "app", "key", "operation"] as const;
const PLAIN = [
  "id",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
  "reasoning_tokens",
  "audio_input_tokens",
  "audio_output_tokens",
  "image_input_tokens",
  "units",
  "amount_pico",
  "currency",
  "cost_pico",
  "cost_estimated",
  "price_id",
  "source",
  "revision",
] as const;

/** Selects usage records with their names; conditions on `r` follow. */
export const SELECT_USAGE = `select ${[
  ...PLAIN.map((name) => `r.${name}`),
  "(extract(epoch from r.starts_at) * 1000000)::bigint as starts_at_us",
  "(extract(epoch from r.ends_at) * 1000000)::bigint as ends_at_us",
  ...NAMED.map((name) => `(select value from dimension where id = r.${name}_id) as ${name}`),
].join(", ")} from usage_record r`;
