import type { PriceRef, RepriceDifference, RepriceRequest, RepriceSums } from "@/lib/contract/reprice";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { sourceOf } from "../prices/price-version";
import type { StoredPrice } from "../prices/stored-price";
import type { RepricePrices } from "./load-reprice-prices";
import { addCount, emptyCount, type RepriceCount, type RepriceTallied, type RepriceTally } from "./reprice-tally";

const REASONS_MAX = 50;
const NOTES = [
  "Missing usage stays unknown; usage, its source and what routers reported are not touched, nor are usage records of bills.",
  "Who sends the bill and the name a model was called by are known from the price an attempt has. One without a price is priced by its provider under the stored name.",
];

type Input = {
  request: RepriceRequest;
  prices: RepricePrices;
  tallyByDay: ReadonlyMap<string, RepriceTally>;
  /** Days whose attempts are no longer all kept, ascending. */
  gone: readonly string[];
};

/** Cells of days as they are shown: by model, by day, by app, and the largest differences with why. */
export function repriceDifference({ request, prices, tallyByDay, gone }: Input): RepriceDifference {
  const total = emptyCount();
  const days = new Groups<{ day: string }>();
  const models = new Groups<{ model: string; provider: string }>();
  const apps = new Groups<{ app: string }>();
  const reasons = new Groups<Reason>();
  for (const [day, tally] of tallyByDay) {
    days.add({ day }, emptyCount());
    for (const tallied of tally) {
      const { model, provider, app } = tallied.place;
      addCount(total, tallied);
      days.add({ day }, tallied);
      models.add({ model, provider }, tallied);
      apps.add({ app }, tallied);
      if (tallied.changed > 0) reasons.add(reasonOf(tallied, prices), tallied);
    }
  }
  const ordered = reasons.list((a, b) => compareSize(b[1], a[1]));
  const [first, last] = [gone.at(0), gone.at(-1)];
  return {
    from: request.from,
    to: request.to,
    total: sumsOf(total),
    models: models.list((a, b) => compareSize(b[1], a[1])).map(([name, sums]) => ({ ...name, ...sumsOf(sums) })),
    days: days.list((a, b) => (a[0].day < b[0].day ? -1 : 1)).map(([name, sums]) => ({ ...name, ...sumsOf(sums) })),
    apps: apps.list((a, b) => compareSize(b[1], a[1])).map(([name, sums]) => ({ ...name, ...sumsOf(sums) })),
    reasons: ordered.slice(0, REASONS_MAX).map(([reason, sums]) => ({ ...reason, ...sumsOf(sums) })),
    reasons_left_off: Math.max(0, ordered.length - REASONS_MAX),
    days_without_attempts: first && last ? { from: first, to: last, days: gone.length } : null,
    notes: NOTES,
  };
}

/** Counts as they are answered. */
export function sumsOf(count: RepriceCount): RepriceSums {
  const newUnpriced = count.formerUnpriced - count.newlyPriced + count.becameUnpriced;
  const known = (pico: bigint, unpriced: number) =>
    count.attempts > 0 && unpriced === count.attempts ? null : formatUsd(pico);
  return {
    attempts: count.attempts,
    changed: count.changed,
    newly_priced: count.newlyPriced,
    became_unpriced: count.becameUnpriced,
    former_usd: known(count.formerPico, count.formerUnpriced),
    new_usd: known(count.newPico, newUnpriced),
    difference_usd: formatUsd(count.newPico - count.formerPico),
  };
}

type Reason = { model: string; provider: string; before: PriceRef | null; after: PriceRef | null; why: string };

function reasonOf({ place, priceId }: RepriceTallied, { byId }: RepricePrices): Reason {
  const [before, after] = [byId.get(place.priceId) ?? null, byId.get(priceId) ?? null];
  const { model, provider } = place;
  return {
    model,
    provider,
    before: before && refOf(before),
    after: after && refOf(after),
    why: explainChange(before, after),
  };
}

function explainChange(before: StoredPrice | null, after: StoredPrice | null): string {
  if (before && after) {
    if (before.id === after.id) return `Version ${after.id} as it is applied today`;
    return `Version ${named(before)} became version ${named(after)}: ${afterReason(after)}`;
  }
  if (after) return `No price before; now version ${named(after)}: ${afterReason(after)}`;
  return before ? `Version ${named(before)} no longer applies, and no other does` : "Still without a price";
}

function named(price: StoredPrice): string {
  return `${price.id} (${sourceOf(price).source})`;
}

function afterReason(price: StoredPrice): string {
  const { reason, createdBy, validFrom, discount } = price;
  if (discount) return sourceOf(price).note ?? "";
  const since = `in force from ${formatInstantUs(validFrom).slice(0, 10)}`;
  return [reason, createdBy && `set by ${createdBy}`, since].filter(Boolean).join(", ");
}

function refOf(price: StoredPrice): PriceRef {
  const { id, provider, model, validFrom, createdBy, reason } = price;
  return {
    ...{ id: Number(id), provider, model, source: sourceOf(price).source },
    ...{ valid_from: formatInstantUs(validFrom), created_by: createdBy, reason },
  };
}

/** Larger differences count as more, then more attempts. */
function compareSize(a: RepriceCount, b: RepriceCount): number {
  const [sizeA, sizeB] = [sizeOf(a), sizeOf(b)];
  if (sizeA !== sizeB) return sizeA < sizeB ? -1 : 1;
  return a.attempts - b.attempts;
}

function sizeOf({ formerPico, newPico }: RepriceCount): bigint {
  return newPico > formerPico ? newPico - formerPico : formerPico - newPico;
}

/** Sums by name. */
class Groups<Name extends object> {
  readonly #groups = new Map<string, [Name, RepriceCount]>();

  add(name: Name, count: RepriceCount): void {
    const key = JSON.stringify(name);
    const group = this.#groups.get(key);
    if (group) addCount(group[1], count);
    else {
      const sums = emptyCount();
      addCount(sums, count);
      this.#groups.set(key, [name, sums]);
    }
  }

  list(compare: (a: [Name, RepriceCount], b: [Name, RepriceCount]) => number): [Name, RepriceCount][] {
    return [...this.#groups.values()].sort(compare);
  }
}
