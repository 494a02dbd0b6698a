import type { Place } from "./reprice-places";

/** Sums over attempts. */
export type RepriceCount = {
  attempts: number;
  changed: number;
  newlyPriced: number;
  becameUnpriced: number;
  /** Those that have no cost before. */
  formerUnpriced: number;
  formerPico: bigint;
  newPico: bigint;
};

export function emptyCount(): RepriceCount {
  return { attempts: 0, changed: 0, newlyPriced: 0, becameUnpriced: 0, formerUnpriced: 0, formerPico: 0n, newPico: 0n };
}

export function addCount(to: RepriceCount, from: RepriceCount): void {
  to.attempts += from.attempts;
  to.changed += from.changed;
  to.newlyPriced += from.newlyPriced;
  to.becameUnpriced += from.becameUnpriced;
  to.formerUnpriced += from.formerUnpriced;
  to.formerPico += from.formerPico;
  to.newPico += from.newPico;
}

/** Attempts of one dimension set that get one price version (0 for none). */
export type RepriceTallied = RepriceCount & { place: Place; priceId: number };

/** Sums by dimension set and new price version: few of them, of which every other sum is made. */
export class RepriceTally {
  readonly #tallied = new Map<number, Map<number, RepriceTallied>>();

  at(setId: number, priceId: number, place: Place): RepriceTallied {
    let ofSet = this.#tallied.get(setId);
    if (!ofSet) {
      ofSet = new Map();
      this.#tallied.set(setId, ofSet);
    }
    let tallied = ofSet.get(priceId);
    if (!tallied) {
      tallied = { ...emptyCount(), place, priceId };
      ofSet.set(priceId, tallied);
    }
    return tallied;
  }

  *[Symbol.iterator](): Generator<RepriceTallied> {
    for (const ofSet of this.#tallied.values()) yield* ofSet.values();
  }

  total(): RepriceCount {
    const total = emptyCount();
    for (const tallied of this) addCount(total, tallied);
    return total;
  }
}
