import { DAY_US } from "../time/units";

/** What a usage record is about; a dimension that is null stands for all its values. */
type Covered = {
  id: string;
  startsAtUs: number;
  endsAtUs: number;
  provider: string;
  issuer: string | null;
  model: string | null;
  team: string | null;
  app: string | null;
  key: string | null;
  operation: string | null;
};

const SHARED = ["model", "team", "app", "key", "operation"] as const;

/**
 * Usage records by what they are about, to find the one that another would count a second time.
 *
 * Two are about the same usage where their hours overlap, one provider has it and one party bills it, and in every
 * other dimension they name the same, or one of them leaves it out.
 */
export class UsageIndex {
  readonly #byDay = new Map<string, Covered[]>();

  add(record: Covered): void {
    for (const key of keysOf(record)) {
      const known = this.#byDay.get(key);
      if (known) known.push(record);
      else this.#byDay.set(key, [record]);
    }
  }

  /** A record of another id that has usage of this one in it. */
  findOverlap(record: Covered): Covered | null {
    for (const key of keysOf(record)) {
      const found = this.#byDay.get(key)?.find((other) => other.id !== record.id && overlap(record, other));
      if (found) return found;
    }
    return null;
  }
}

/** A key for each UTC day that a record is about; there are three at most. */
function keysOf({ startsAtUs, endsAtUs, provider, issuer }: Covered): string[] {
  const keys: string[] = [];
  for (let day = Math.floor(startsAtUs / DAY_US); day * DAY_US < endsAtUs; day++) {
    keys.push(JSON.stringify([day, provider, issuer]));
  }
  return keys;
}

function overlap(a: Covered, b: Covered): boolean {
  if (a.startsAtUs >= b.endsAtUs || b.startsAtUs >= a.endsAtUs) return false;
  return SHARED.every((name) => a[name] === null || b[name] === null || a[name] === b[name]);
}
