import { and, eq, isNull, sql } from "drizzle-orm";
import { LOCKS } from "@/db/advisory-locks";
import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import { CATALOGUE_SOURCE, cataloguePrices } from "@/lib/domain/catalogue/catalogue-prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { insertPrices } from "./insert-prices";

/**
 * Makes the catalogue's prices known; safe at every start and from several processes.
 *
 * A price that a newer catalogue quotes differently, or no longer at that provider, is closed at `nowUs`, never rewritten.
 */
export async function seedCataloguePrices(db: Db, nowUs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.cataloguePrices})`);
    const rows = await tx.select().from(price).where(eq(price.source, CATALOGUE_SOURCE));
    const known = new Set(rows.map((row) => pairOf(row)));
    const quotes = new Map(cataloguePrices().map((quoted) => [pairOf(quoted), quoted]));

    const same = new Set<string>();
    for (const row of rows.filter(({ validTo }) => validTo === null)) {
      const quoted = quotes.get(pairOf(row));
      if (quoted && isSame(row, quoted)) same.add(pairOf(row));
      else await close(tx, row.id, nowUs);
    }
    const fresh = [...quotes].filter(([pair]) => !same.has(pair));
    await insertPrices(
      tx,
      fresh.map(([pair, quoted]) => (known.has(pair) ? { ...quoted, validFrom: nowUs } : quoted)),
    );
  });
}

async function close(db: Db, id: number, atUs: number): Promise<void> {
  await db
    .update(price)
    .set({ validTo: formatInstantUs(atUs) })
    .where(and(eq(price.id, id), isNull(price.validTo)));
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
