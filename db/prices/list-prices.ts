import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { selectRows } from "@/db/select-rows";
import { textArray } from "../aggregates/sql-values";
import { priceRowSchema, type StoredPrice, toPrice } from "./stored-price";

/** Without models, or a provider, those of any. */
export type PriceFilter = { provider?: string | undefined; model?: string | readonly string[] | undefined };

/** Every price ever stored, closed ones included: an old attempt may still arrive and must cost what it did then. */
export async function listPrices(db: Db, { provider, model }: PriceFilter = {}): Promise<StoredPrice[]> {
  const rows = await selectRows(
    db,
    sql`
      select id, provider, model, standing, service_tier, region, context_above_tokens, output_above_tokens,
        utc_minute_from, utc_minute_to, calendar, currency,
        (extract(epoch from valid_from) * 1000000)::bigint as valid_from,
        (extract(epoch from valid_to) * 1000000)::bigint as valid_to,
        (extract(epoch from imported_at) * 1000000)::bigint as imported_at,
        input_usd_per_million as input, cached_input_usd_per_million as cached_input,
        cache_write_usd_per_million as cache_write, cache_write_1h_per_million as cache_write_1h,
        output_usd_per_million as output, input_only, reasoning_usd_per_million as reasoning,
        audio_input_per_million as audio_input, cached_audio_input_per_million as cached_audio_input,
        audio_output_per_million as audio_output, image_input_per_million as image_input,
        image_output_per_million as image_output, steps, fees, leaves_out_fees,
        source, source_note, created_by, reason
      from ${price}
      where ${provider === undefined ? sql`true` : sql`provider = ${provider}`}
        and ${model === undefined ? sql`true` : sql`model = any(${textArray([model].flat())}::text[])`}
      order by id
    `,
    priceRowSchema,
  );
  return rows.map(toPrice);
}
