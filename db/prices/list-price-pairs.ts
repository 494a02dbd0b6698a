import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PricePair } from "@/lib/domain/price-import/quote";
import type { Db } from "../client";
import { dimensionSet } from "../schema/dimension-sets";
import { dimension } from "../schema/dimensions";
import { price } from "../schema/prices";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ provider: z.string(), model: z.string() });
const UNKNOWN_PROVIDER = "unknown";

/** Every model at a provider that is in traffic or has a price, at most so many of them. */
export function listPricePairs(db: Db, { limit }: { limit: number }): Promise<PricePair[]> {
  return selectRows(
    db,
    sql`select provider, model from (
        select provider, model from ${price}
        union select p.value, m.value
          from (select distinct provider_id, model_id from ${dimensionSet}) seen
          join ${dimension} p on p.id = seen.provider_id join ${dimension} m on m.id = seen.model_id
      ) pairs where provider <> ${UNKNOWN_PROVIDER} order by 1, 2 limit ${limit}`,
    rowSchema,
  );
}
