import type { PoolCounts, Pools } from "./pools";
import { SIZE_CLASS_COUNT, UNKNOWN_SIZE } from "./size-class";

/** Where the outcomes of moved attempts are taken from: nowhere, the tier's own traffic, or that of other tiers. */
export const NO_EVIDENCE = 0;
const OWN_TIER = 1;
export const OTHER_TIERS = 2;

/** What moved attempts of one pool and size class are expected to meet: shares and means for one of them. */
export type Expectation = {
  pool: number;
  size: number;
  source: typeof OWN_TIER | typeof OTHER_TIERS;
  moved: number;
  /** Attempts it is taken from; not whole where attempts of unknown size count for a part. */
  n: number;
  failures: number;
  costPico: number;
  costPicoSquared: number;
};

export type PoolEvidence = {
  /** By pool and size class: where from. */
  source: Uint8Array;
  expectations: Expectation[];
  /** By pool and size class: for how many moved attempts each attempt of it stands. */
  ownWeight: Float64Array;
  otherWeight: Float64Array;
};

/** Pools in which the tier's own traffic says nothing of some moved attempts. */
export function lackingPools(pools: Pools, own: PoolCounts): number[] {
  return pools.hours.flatMap((_, pool) => {
    for (let size = 0; size < SIZE_CLASS_COUNT; size++) {
      if ((pools.moved[pool * SIZE_CLASS_COUNT + size] ?? 0) > 0 && !likenessOf(own, pool, size)) return [pool];
    }
    return [];
  });
}

/** Chooses what each moved attempt is judged by: the tier's own traffic where there is some, else that of other tiers. */
export function choosePools(pools: Pools, own: PoolCounts, others: PoolCounts): PoolEvidence {
  const evidence: PoolEvidence = {
    source: new Uint8Array(pools.moved.length),
    expectations: [],
    ownWeight: new Float64Array(pools.moved.length),
    otherWeight: new Float64Array(pools.moved.length),
  };
  pools.moved.forEach((moved, at) => {
    if (moved === 0) return;
    const pool = Math.floor(at / SIZE_CLASS_COUNT);
    const size = at % SIZE_CLASS_COUNT;
    const mine = likenessOf(own, pool, size);
    const likeness = mine ?? likenessOf(others, pool, size);
    if (!likeness) return;
    const source = mine ? OWN_TIER : OTHER_TIERS;
    evidence.source[at] = source;
    addWeights(mine ? evidence.ownWeight : evidence.otherWeight, pool, moved, likeness);
    const mean = (values: Float64Array) => meanOf(values, pool, likeness);
    const counts = mine ? own : others;
    evidence.expectations.push({
      pool,
      size,
      source,
      moved,
      n: likeness.n,
      failures: mean(counts.failures) * likeness.n,
      costPico: mean(counts.cost),
      costPicoSquared: mean(counts.costSquared),
    });
  });
  return evidence;
}

/** How much each attempt of a size class counts for an attempt to be judged; the weights of a pool's attempts add up to 1. */
type Likeness = { n: number; weights: number[] };

/**
 * Attempts of its own size class; those of unknown size count as far as they may be of that class, which is as often as
 * known ones are. An attempt of unknown size is like any, and so is every one where no size is known at all.
 */
function likenessOf(counts: PoolCounts, pool: number, size: number): Likeness | null {
  const ns = counts.n.subarray(pool * SIZE_CLASS_COUNT, (pool + 1) * SIZE_CLASS_COUNT);
  const all = ns.reduce((sum, n) => sum + n, 0);
  const known = all - (ns[UNKNOWN_SIZE] ?? 0);
  if (all === 0) return null;
  if (size === UNKNOWN_SIZE || known === 0) return { n: all, weights: Array.from(ns, () => 1 / all) };
  const alike = ns[size] ?? 0;
  if (alike === 0) return null;
  const n = (alike * all) / known;
  const weights = Array.from(ns, (_, other) => (other === size ? 1 / n : other === UNKNOWN_SIZE ? 1 / all : 0));
  return { n, weights };
}

function meanOf(sums: Float64Array, pool: number, { weights }: Likeness): number {
  return weights.reduce((mean, weight, size) => mean + weight * (sums[pool * SIZE_CLASS_COUNT + size] ?? 0), 0);
}

function addWeights(to: Float64Array, pool: number, moved: number, { weights }: Likeness): void {
  weights.forEach((weight, size) => {
    const at = pool * SIZE_CLASS_COUNT + size;
    to[at] = (to[at] ?? 0) + moved * weight;
  });
}
