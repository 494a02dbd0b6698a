import { STAYS } from "./draft-router";
import { NO_EVIDENCE, type PoolEvidence } from "./pool-evidence";
import type { Pools } from "./pools";
import type { DraftRun } from "./run-draft";
import { SIZE_CLASS_COUNT } from "./size-class";

/** Attempts a draft takes from one model to another in a region; `leftOut` of them nobody can say anything of. */
export type MovedTraffic = { region: string; fromModel: string; toModel: string; attempts: number; leftOut: number };

/** How much of a region's attempts is moved. */
export type RegionShare = { region: string; attempts: number; moved: number };

/** Who sends how much to whom, the most first. */
export function movedTraffic({ attempts, pairs, movedTo }: DraftRun, pools: Pools, evidence: PoolEvidence) {
  const flows = new Map<number, MovedTraffic>();
  for (let index = 0; index < attempts.n; index++) {
    const to = movedTo[index] ?? STAYS;
    if (to === STAYS) continue;
    const from = attempts.pair[index] ?? 0;
    const key = from * pairs.length + to;
    let flow = flows.get(key);
    if (!flow) {
      const { region = "", model: fromModel = "" } = pairs[from] ?? {};
      flow = { region, fromModel, toModel: pairs[to]?.model ?? "", attempts: 0, leftOut: 0 };
      flows.set(key, flow);
    }
    flow.attempts += 1;
    const pool = pools.poolOf[index] ?? STAYS;
    if (pool === STAYS) continue;
    if (evidence.source[pool * SIZE_CLASS_COUNT + (attempts.size[index] ?? 0)] === NO_EVIDENCE) flow.leftOut += 1;
  }
  return [...flows.values()].sort((a, b) => b.attempts - a.attempts || (a.region < b.region ? -1 : 1));
}

/** The regions of the attempts, those with the greatest share moved first. */
export function regionShares({ attempts, pairs, movedTo }: DraftRun): RegionShare[] {
  const shares = new Map<string, RegionShare>();
  for (let index = 0; index < attempts.n; index++) {
    const region = pairs[attempts.pair[index] ?? 0]?.region ?? "";
    let share = shares.get(region);
    if (!share) {
      share = { region, attempts: 0, moved: 0 };
      shares.set(region, share);
    }
    share.attempts += 1;
    if (movedTo[index] !== STAYS) share.moved += 1;
  }
  return [...shares.values()].sort(
    (a, b) => b.moved / b.attempts - a.moved / a.attempts || (a.region < b.region ? -1 : 1),
  );
}
