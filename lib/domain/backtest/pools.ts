import { HOUR_US } from "../time/units";
import { STAYS } from "./draft-router";
import { FAILED, JUDGED } from "./outcome-codes";
import type { Pair, RecordedAttempts } from "./recorded-attempts";
import type { DraftRun } from "./run-draft";
import { SIZE_CLASS_COUNT } from "./size-class";

/**
 * The moved attempts by what they are to be judged by: the attempts on their new model that began in the same hour.
 *
 * Only judged attempts: a caller's own mistake, and a caller who left, would have been the same on any model.
 */
export type Pools = {
  pairs: readonly Pair[];
  /** Of each pool: the hour since the epoch, and the pair it is of. */
  hours: number[];
  pairOf: number[];
  /** By pool and size class: attempts moved there. */
  moved: Float64Array;
  /** The pool each attempt is moved to, or STAYS. */
  poolOf: Int32Array;
  indexOf: (startUs: number, pair: number) => number | undefined;
};

/** What a pool's attempts were like, by pool and size class. */
export type PoolCounts = Record<"n" | "failures" | "priced" | "cost" | "costSquared", Float64Array>;

export function findPools({ attempts, pairs, movedTo }: DraftRun): Pools {
  const known = new Map<number, number>();
  const keyOf = (startUs: number, pair: number) => Math.floor(startUs / HOUR_US) * pairs.length + pair;
  const hours: number[] = [];
  const pairOf: number[] = [];
  const poolOf = new Int32Array(attempts.n).fill(STAYS);
  for (let index = 0; index < attempts.n; index++) {
    const pair = movedTo[index] ?? STAYS;
    if (pair === STAYS || JUDGED[attempts.outcome[index] ?? 0] === 0) continue;
    const startUs = attempts.startUs[index] ?? 0;
    const key = keyOf(startUs, pair);
    let pool = known.get(key);
    if (pool === undefined) {
      pool = hours.length;
      known.set(key, pool);
      hours.push(Math.floor(startUs / HOUR_US));
      pairOf.push(pair);
    }
    poolOf[index] = pool;
  }
  const moved = new Float64Array(hours.length * SIZE_CLASS_COUNT);
  poolOf.forEach((pool, index) => {
    if (pool === STAYS) return;
    add(moved, pool * SIZE_CLASS_COUNT + (attempts.size[index] ?? 0), 1);
  });
  return { pairs, hours, pairOf, moved, poolOf, indexOf: (startUs, pair) => known.get(keyOf(startUs, pair)) };
}

/** Counts the recorded attempts that lie in pools; `pairOf` translates their pairs, −1 where the draft knows none. */
export function countPools(pools: Pools, attempts: RecordedAttempts, pairOf: Int32Array): PoolCounts {
  const zeros = () => new Float64Array(pools.moved.length);
  const counts = { n: zeros(), failures: zeros(), priced: zeros(), cost: zeros(), costSquared: zeros() };
  forEachMember(pools, attempts, pairOf, (at, index) => {
    add(counts.n, at, 1);
    add(counts.failures, at, FAILED[attempts.outcome[index] ?? 0] ?? 0);
    if (!attempts.costs.has(index)) return;
    const cost = attempts.costs.estimate(index);
    add(counts.priced, at, 1);
    add(counts.cost, at, cost);
    add(counts.costSquared, at, cost ** 2);
  });
  return counts;
}

function add(to: Float64Array, at: number, value: number): void {
  to[at] = (to[at] ?? 0) + value;
}

/** Calls with each attempt that lies in a pool, and the place of its pool and size class. */
export function forEachMember(
  pools: Pools,
  attempts: RecordedAttempts,
  pairOf: Int32Array,
  visit: (at: number, index: number) => void,
): void {
  if (pools.hours.length === 0) return;
  const pooled = new Set(pools.pairOf);
  const isPooled = Uint8Array.from(pairOf, (pair) => Number(pooled.has(pair)));
  for (let index = 0; index < attempts.n; index++) {
    const pair = attempts.pair[index] ?? 0;
    if (isPooled[pair] === 0 || JUDGED[attempts.outcome[index] ?? 0] === 0) continue;
    const pool = pools.indexOf(attempts.startUs[index] ?? 0, pairOf[pair] ?? -1);
    if (pool !== undefined) visit(pool * SIZE_CLASS_COUNT + (attempts.size[index] ?? 0), index);
  }
}
