import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { exchangeRate } from "@/db/schema/prices";
import { selectRows } from "@/db/select-rows";
import { amountPico } from "@/lib/contract/price-terms";
import type { ExchangeRate } from "@/lib/domain/pricing/exchange-rates";

const rowSchema = z.object({
  currency: z.string(),
  day: z.number(),
  per_usd: amountPico,
  source: z.string(),
  created_by: z.string(),
  created_at: z.coerce.date(),
});

export type StoredRate = ExchangeRate & { source: string; createdBy: string; createdAt: Date };

/** The rates of every day, of one currency if that is given, by currency and day. */
export async function listExchangeRates(db: Db, { currency }: { currency?: string } = {}): Promise<StoredRate[]> {
  const rows = await selectRows(
    db,
    sql`select currency, day - date '1970-01-01' as day, per_usd, source, created_by, created_at from ${exchangeRate}
      where ${currency === undefined ? sql`true` : sql`currency = ${currency}`} order by currency, day`,
    rowSchema,
  );
  return rows.map((row) => ({
    currency: row.currency,
    day: row.day,
    picoPerUsd: row.per_usd,
    source: row.source,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }));
}
