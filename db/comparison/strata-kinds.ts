import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import type { Kind } from "@/lib/domain/comparison/choose-mix";
import type { Stratum } from "@/lib/domain/comparison/mix";
import { DEFAULT_OPERATION } from "@/lib/domain/operation";
import { UNASSIGNED } from "@/lib/domain/report-dimensions";
import { BYTES, hourAt, type StrataPiece, tokensAt, viewOf } from "./strata-piece";

/** Stands for an attempt that is left out. */
export const NO_KIND = -1;

const HOURS = 24;

/** The kinds of traffic that pieces have, told apart by all dimensions: each is one object, whatever has it. */
export class StrataKinds {
  readonly strata: Stratum[] = [];
  readonly #byPlace = new Map<number, Map<number, Map<number, number>>>();
  readonly #nameOf: ReadonlyMap<number, string>;

  /** `nameOf`: what regions and operations are called, by code. */
  constructor(nameOf: ReadonlyMap<number, string>) {
    this.#nameOf = nameOf;
  }

  /** The kind of each attempt of a piece, as its place in `strata`; NO_KIND of other operations than these; null: of any. */
  of(piece: StrataPiece, operations: readonly string[] | null): Int32Array {
    const [places, facts] = [viewOf(piece.places), viewOf(piece.facts)];
    const kinds = new Int32Array(piece.n).fill(NO_KIND);
    const allowed = new Map<number, boolean>();
    for (let index = 0; index < piece.n; index++) {
      const [region, operation] = [places.getInt32(index * BYTES), places.getInt32(index * BYTES + 4)];
      let isAsked = allowed.get(operation);
      if (isAsked === undefined) {
        isAsked = operations === null || operations.includes(this.#operation(operation));
        allowed.set(operation, isAsked);
      }
      if (!isAsked) continue;
      const low = facts.getUint32(index * BYTES + 4);
      kinds[index] = this.#kindOf({ region, operation, size: sizeClassOf(tokensAt(low)), hour: hourAt(low) });
    }
    return kinds;
  }

  #kindOf(of: { region: number; operation: number; size: number; hour: number }): number {
    const byOperation = madeIn(this.#byPlace, of.region, () => new Map<number, Map<number, number>>());
    const byTime = madeIn(byOperation, of.operation, () => new Map<number, number>());
    return madeIn(byTime, of.size * HOURS + of.hour, () => {
      const region = this.#nameOf.get(of.region) ?? UNASSIGNED;
      return this.strata.push({ size: of.size, hour: of.hour, region, operation: this.#operation(of.operation) }) - 1;
    });
  }

  #operation(code: number): string {
    return this.#nameOf.get(code) ?? DEFAULT_OPERATION;
  }
}

/** How many attempts there are of each kind, of each model. */
export function countKinds(
  pieces: readonly { model: string; kinds: Int32Array }[],
  strata: readonly Stratum[],
): Kind[] {
  return pieces.flatMap(({ model, kinds }) => {
    const counts = new Map<number, number>();
    for (const kind of kinds) if (kind !== NO_KIND) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].flatMap(([kind, attempts]) => {
      const stratum = strata[kind];
      return stratum ? [{ model, stratum, attempts }] : [];
    });
  });
}

function madeIn<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
