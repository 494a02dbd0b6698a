import { AppError } from "@/lib/contract/error";
import { outcomeOfCode } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { NO_PARTS, usagePartsOf } from "@/lib/domain/pricing/usage-parts";
import { type RepricedUse, repriceUse } from "@/lib/domain/repricing/reprice";
import type { RepricePrices } from "./load-reprice-prices";
import type { StoredAttempts } from "./read-stored";
import type { RepricePlaces } from "./reprice-places";
import type { RepriceTallied, RepriceTally } from "./reprice-tally";

/** In an attempt's flags: its cost is an estimate. */
export const ESTIMATED_FLAG = 1 << 8;
// What int8 holds.
const COST_MAX_PICO = 2n ** 63n - 1n;

/** What changes of stored attempts: by row of them, the values they get. */
export type CostChanges = {
  rows: number[];
  costPico: (bigint | null)[];
  isEstimated: boolean[];
  priceIds: number[];
};

export function noChanges(): CostChanges {
  return { rows: [], costPico: [], isEstimated: [], priceIds: [] };
}

type Knowledge = { prices: RepricePrices; places: RepricePlaces; tally: RepriceTally };

/**
 * Costs stored attempts anew, counts them in the tally, and says which of them change: in cost, in price version, or in
 * whether the cost is an estimate.
 */
export function findChanges(stored: StoredAttempts, { prices, places, tally }: Knowledge): CostChanges {
  const changes = noChanges();
  for (let row = 0; row < stored.length; row++) {
    const setId = stored.setId[row] ?? 0;
    const labels = places.labels(stored.labelSet[row] ?? 0);
    const place = places.place(setId);
    if (!place.isAsked || !labels.isAsked) continue;
    const lookup = labels.isBatch ? place.batchLookup : place.lookup;
    const { costPico, isEstimated, price } = repriceUse(prices.book, lookup, usedBy(stored, row));
    if (costPico !== null && costPico > COST_MAX_PICO) throw tooExpensive(place, price?.id);
    const priceId = price ? Number(price.id) : 0;
    const former = stored.costPico[row] ?? null;
    const wasEstimated = ((stored.flags[row] ?? 0) & ESTIMATED_FLAG) !== 0;
    const isChanged = former !== costPico || priceId !== place.priceId || wasEstimated !== isEstimated;
    count(tally.at(setId, priceId, place), former, costPico, isChanged);
    if (!isChanged) continue;
    changes.rows.push(row);
    changes.costPico.push(costPico);
    changes.isEstimated.push(isEstimated);
    changes.priceIds.push(priceId);
  }
  return changes;
}

export function count(tallied: RepriceTallied, former: bigint | null, next: bigint | null, isChanged: boolean): void {
  tallied.attempts++;
  if (former === null) tallied.formerUnpriced++;
  else tallied.formerPico += former;
  if (next !== null) tallied.newPico += next;
  if (!isChanged) return;
  tallied.changed++;
  if (former === null && next !== null) tallied.newlyPriced++;
  if (former !== null && next === null) tallied.becameUnpriced++;
}

function usedBy(stored: StoredAttempts, row: number): RepricedUse {
  const flags = stored.flags[row] ?? 0;
  const rare = stored.rare.get(row);
  return {
    at: stored.startedAtUs[row] ?? 0,
    outcome: outcomeOfCode(flags & 7),
    usageSource: USAGE_SOURCES[(flags >> 3) & 3] ?? "missing",
    totals: {
      inputTokens: tokens(stored.inputTokens, row),
      outputTokens: tokens(stored.outputTokens, row),
      cachedInputTokens: tokens(stored.cachedInputTokens, row),
      cacheWriteTokens: tokens(stored.cacheWriteTokens, row),
      reasoningTokens: tokens(stored.reasoningTokens, row),
    },
    parts: rare ? usagePartsOf(rare) : NO_PARTS,
  };
}

export function tokens(column: Int32Array, row: number): number | null {
  const value = column[row] ?? -1;
  return value < 0 ? null : value;
}

function tooExpensive({ provider, model }: { provider: string; model: string }, priceId: string | undefined): AppError {
  return new AppError(
    "UNPROCESSABLE",
    `By price version ${priceId} an attempt of ${model} at ${provider} would cost more than can be kept`,
  );
}
