import type { Db } from "@/db/client";
import { price } from "@/db/schema/prices";
import type { NewPrice } from "@/lib/domain/pricing/price-book";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

/** Stores prices; one already stored from the same source for the same terms and start is left as it is. */
export async function insertPrices(db: Db, prices: readonly NewPrice[]): Promise<void> {
  if (prices.length === 0) return;
  await db.insert(price).values(prices.map(toRow)).onConflictDoNothing();
}

function toRow(terms: NewPrice): typeof price.$inferInsert {
  return {
    provider: terms.provider,
    model: terms.model,
    serviceTier: terms.serviceTier,
    contextAboveTokens: terms.contextAboveTokens,
    utcMinuteFrom: terms.utcMinuteFrom,
    utcMinuteTo: terms.utcMinuteTo,
    validFrom: formatInstantUs(terms.validFrom),
    validTo: terms.validTo === null ? null : formatInstantUs(terms.validTo),
    inputUsdPerMillion: formatUsd(terms.inputPicoUsdPerM),
    cachedInputUsdPerMillion: usdOrNull(terms.cachedInputPicoUsdPerM),
    cacheWriteUsdPerMillion: usdOrNull(terms.cacheWritePicoUsdPerM),
    outputUsdPerMillion: formatUsd(terms.outputPicoUsdPerM ?? 0n),
    inputOnly: terms.outputPicoUsdPerM === null,
    reasoningUsdPerMillion: usdOrNull(terms.reasoningPicoUsdPerM),
    leavesOutFees: terms.leavesOutFees,
    source: terms.source,
    sourceNote: terms.sourceNote,
  };
}

function usdOrNull(pico: bigint | null): string | null {
  return pico === null ? null : formatUsd(pico);
}
