import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
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
 * A price that a newer catalogue quotes differently, or no longer at that provider, is closed at `nowUs`, never rewritten. Where
 * a user has stored a list price, that stands.
 */
export async function seedCataloguePrices(db: Db, nowUs: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.cataloguePrices})`);
    const rows = await tx.select().from(price).where(eq(price.source, CATALOGUE_SOURCE));
    const known = new Set(rows.map((row) => pairOf(row)));
    const quotes = new Map(cataloguePrices().map((quoted) => [pairOf(quoted), quoted]));

    const setByUsers = await tx
      .select({ provider: price.provider, model: price.model })
      .from(price)
      .where(and(isNotNull(price.createdBy), eq(price.standing, "list"), ALWAYS));
    const same = new Set(setByUsers.map((row) => pairOf(row)));
    for (const row of rows.filter((open) => open.validTo === null && !same.has(pairOf(open)))) {
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

// The catalogue quotes one price for every call.
const ALWAYS = and(
  isNull(price.serviceTier),
  isNull(price.region),
  isNull(price.calendar),
  isNull(price.utcMinuteFrom),
  eq(price.contextAboveTokens, 0),
  eq(price.outputAboveTokens, 0),
);

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
    [row.inputUsdPerMillion, quoted.inputPicoPerM],
    [row.cachedInputUsdPerMillion, quoted.cachedInputPicoPerM],
    [row.cacheWriteUsdPerMillion, quoted.cacheWritePicoPerM],
    [row.outputUsdPerMillion, quoted.outputPicoPerM],
    [row.reasoningUsdPerMillion, quoted.reasoningPicoPerM],
  ];
  return pairs.every(([stored, pico]) => (stored === null ? null : parseUsd(stored)) === pico);
}
