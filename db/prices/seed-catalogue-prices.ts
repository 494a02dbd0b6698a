import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { CATALOGUE_SOURCE, cataloguePrices } from "@/lib/domain/catalogue-prices";
import { formatInstantUs } from "@/lib/domain/instant";
import type { NewPrice } from "@/lib/domain/price-book";
import { parseUsd } from "@/lib/domain/usd";
import { insertPrices } from "./insert-prices";

// Any constant does, as long as nothing else of this product locks it.
const SEED_LOCK = 7_261_140_051;

/**
 * Makes the catalogue's prices known; safe at every start and from several processes.
 *
 * A price that a newer catalogue quotes differently holds from `nowUs`: the open row is closed there, never rewritten.
 */
export async function seedCataloguePrices(db: Db, nowUs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    const rows = await tx.select().from(price).where(eq(price.source, CATALOGUE_SOURCE));
    const known = new Set(rows.map((row) => pairOf(row)));
    const open = new Map(rows.filter((row) => row.validTo === null).map((row) => [pairOf(row), row]));

    const fresh: NewPrice[] = [];
    for (const quoted of cataloguePrices()) {
      const row = open.get(pairOf(quoted));
      if (row && isSame(row, quoted)) continue;
      if (row) {
        await tx
          .update(price)
          .set({ validTo: formatInstantUs(nowUs) })
          .where(and(eq(price.id, row.id), isNull(price.validTo)));
      }
      fresh.push(known.has(pairOf(quoted)) ? { ...quoted, validFrom: nowUs } : quoted);
    }
    await insertPrices(tx, fresh);
  });
}

function pairOf({ provider, model }: { provider: string; model: string }): string {
  return JSON.stringify([provider, model]);
}

function isSame(row: typeof price.$inferSelect, quoted: NewPrice): boolean {
  const pairs: [string | null, bigint | null][] = [
    [row.inputUsdPerMillion, quoted.inputPicoUsdPerM],
    [row.cachedInputUsdPerMillion, quoted.cachedInputPicoUsdPerM],
    [row.cacheWriteUsdPerMillion, quoted.cacheWritePicoUsdPerM],
    [row.outputUsdPerMillion, quoted.outputPicoUsdPerM],
    [row.reasoningUsdPerMillion, quoted.reasoningPicoUsdPerM],
  ];
  return pairs.every(([stored, pico]) => (stored === null ? null : parseUsd(stored)) === pico);
}
