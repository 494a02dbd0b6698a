import { STAYS } from "./draft-router";
import { NO_EVIDENCE, type PoolEvidence } from "./pool-evidence";
import { forEachMember, type Pools } from "./pools";
import type { RecordedAttempts } from "./recorded-attempts";
import { SIZE_CLASS_COUNT } from "./size-class";

/** How often each attempt counts: 0 or 1 before; after, 1 where it stays, and more for moved ones it stands for. */
export type WeighedAttempts = {
  attempts: RecordedAttempts;
  before: Uint8Array;
  stays: Uint8Array;
  stoodFor: Float64Array;
};

/** The tier's own attempts: what is moved without evidence counts neither before nor after, so that both are of the same. */
export function weighOwn(
  pools: Pools,
  evidence: PoolEvidence,
  attempts: RecordedAttempts,
  pairOf: Int32Array,
): WeighedAttempts {
  const { n } = attempts;
  const weighed = {
    attempts,
    before: new Uint8Array(n).fill(1),
    stays: new Uint8Array(n).fill(1),
    stoodFor: new Float64Array(n),
  };
  pools.poolOf.forEach((pool, index) => {
    if (pool === STAYS) return;
    const at = pool * SIZE_CLASS_COUNT + (attempts.size[index] ?? 0);
    weighed.stays[index] = 0;
    if (evidence.source[at] === NO_EVIDENCE) weighed.before[index] = 0;
  });
  forEachMember(pools, attempts, pairOf, (at, index) => {
    weighed.stoodFor[index] = evidence.ownWeight[at] ?? 0;
  });
  return weighed;
}

/** Attempts of other tiers: they only stand for moved ones. */
export function weighOthers(
  pools: Pools,
  evidence: PoolEvidence,
  attempts: RecordedAttempts,
  pairOf: Int32Array,
): WeighedAttempts {
  const { n } = attempts;
  const weighed = { attempts, before: new Uint8Array(n), stays: new Uint8Array(n), stoodFor: new Float64Array(n) };
  forEachMember(pools, attempts, pairOf, (at, index) => {
    weighed.stoodFor[index] = evidence.otherWeight[at] ?? 0;
  });
  return weighed;
}
