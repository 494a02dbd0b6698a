import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { selectRows } from "@/db/select-rows";
import type { Price } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";

const pico = z.string().transform((text, context) => {
  const value = parseUsd(text);
  if (value !== null) return value;
  context.addIssue({ code: "custom", message: "Not an amount" });
  return z.NEVER;
});
const epochUs = z.coerce.number().int();

const rowSchema = z.object({
  id: z.number().transform(String),
  provider: z.string(),
  model: z.string(),
  service_tier: z.string().nullable(),
  context_above_tokens: z.number(),
  utc_minute_from: z.number().nullable(),
  utc_minute_to: z.number().nullable(),
  valid_from: epochUs,
  valid_to: epochUs.nullable(),
  input: pico,
  cached_input: pico.nullable(),
  cache_write: pico.nullable(),
  output: pico,
  input_only: z.boolean(),
  reasoning: pico.nullable(),
  leaves_out_fees: z.boolean(),
  source: z.string(),
});

export type StoredPrice = Price & { source: string };

/** Every price ever stored, closed ones included: an old attempt may still arrive and must cost what it did then. */
export async function listPrices(db: Db): Promise<StoredPrice[]> {
  const rows = await selectRows(
    db,
    sql`
      select id, provider, model, service_tier, context_above_tokens, utc_minute_from, utc_minute_to,
        (extract(epoch from valid_from) * 1000000)::bigint as valid_from,
        (extract(epoch from valid_to) * 1000000)::bigint as valid_to,
        input_usd_per_million as input, cached_input_usd_per_million as cached_input,
        cache_write_usd_per_million as cache_write, output_usd_per_million as output,
        input_only, reasoning_usd_per_million as reasoning, leaves_out_fees, source
      from ${price}
      order by id
    `,
    rowSchema,
  );
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    model: row.model,
    serviceTier: row.service_tier,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    contextAboveTokens: row.context_above_tokens,
    utcMinuteFrom: row.utc_minute_from,
    utcMinuteTo: row.utc_minute_to,
    inputPicoUsdPerM: row.input,
    cachedInputPicoUsdPerM: row.cached_input,
    cacheWritePicoUsdPerM: row.cache_write,
    outputPicoUsdPerM: row.input_only ? null : row.output,
    reasoningPicoUsdPerM: row.reasoning,
    leavesOutFees: row.leaves_out_fees,
    source: row.source,
  }));
}
