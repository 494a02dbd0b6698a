import { candidatesOf, type DecisionPolicy } from "../../breaker/decision";
import { STAYS } from "./draft-router";
import { JUDGED } from "./outcome-codes";
import { OTHER_TIERS, type PoolEvidence } from "./pool-evidence";
import type { Pools } from "./pools";
import type { DraftRun } from "./run-draft";
import { SIZE_CLASS_COUNT, UNKNOWN_SIZE } from "./size-class";

export const GAP_KINDS = [
  /** Moved to a model that had no attempts in that hour, region and size class: left out before and after. */
  "no_traffic",
  /** Judged by the attempts of other tiers, since the tier had none there. */
  "other_tiers",
  /** Judged by fewer than 30 attempts. */
  "few_attempts",
  /** Moved attempts without input tokens: judged by those of any size. */
  "unknown_size",
  /** Moved attempts that failed by the caller's mistake, or that the caller left: they stay what they were. */
  "caller_outcome",
  /** Stayed on a model that was open, because no other candidate was left. */
  "no_candidate",
  /** Recorded on a model the draft does not name: only moved while that model is open. */
  "unnamed_model",
  /** Recorded on a fallback: they stay there, though the draft might have left them on the primary. */
  "recorded_elsewhere",
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Attempts of which something is not known; region and model are where they would be. */
export type EvidenceGap = { kind: GapKind; region: string; model: string; attempts: number };

/** Fewer attempts than this say little of a model's hour. */
export const FEW_ATTEMPTS = 30;

type Add = (kind: GapKind, pair: number, attempts: number) => void;

/** What a back-test cannot know, by kind, region and model: the most attempts first within a kind. */
export function evidenceGaps(run: DraftRun, policy: DecisionPolicy, pools: Pools, evidence: PoolEvidence) {
  const gaps = new Map<string, EvidenceGap>();
  const add: Add = (kind, pair, attempts) => {
    const { region, model } = run.pairs[pair] ?? { region: "", model: "" };
    const key = `${kind} ${pair}`;
    const gap = gaps.get(key) ?? { kind, region, model, attempts: 0 };
    gap.attempts += attempts;
    gaps.set(key, gap);
  };
  addPoolGaps(pools, evidence, add);
  for (const [pair, attempts] of run.stays) add("no_candidate", pair, attempts);
  addRecordedGaps(run, policy, add);
  return [...gaps.values()].sort(
    (a, b) => GAP_KINDS.indexOf(a.kind) - GAP_KINDS.indexOf(b.kind) || b.attempts - a.attempts,
  );
}

function addPoolGaps(pools: Pools, evidence: PoolEvidence, add: Add): void {
  pools.moved.forEach((moved, at) => {
    const pair = pools.pairOf[Math.floor(at / SIZE_CLASS_COUNT)] ?? 0;
    if (moved === 0) return;
    if (evidence.source[at] === 0) add("no_traffic", pair, moved);
    else if (at % SIZE_CLASS_COUNT === UNKNOWN_SIZE) add("unknown_size", pair, moved);
  });
  for (const { pool, source, moved, n } of evidence.expectations) {
    const pair = pools.pairOf[pool] ?? 0;
    if (source === OTHER_TIERS) add("other_tiers", pair, moved);
    if (n < FEW_ATTEMPTS) add("few_attempts", pair, moved);
  }
}

function addRecordedGaps({ attempts, pairs, movedTo }: DraftRun, policy: DecisionPolicy, add: Add): void {
  const stayed = new Float64Array(pairs.length);
  for (let index = 0; index < attempts.n; index++) {
    const pair = attempts.pair[index] ?? 0;
    const to = movedTo[index] ?? STAYS;
    if (to === STAYS) stayed[pair] = (stayed[pair] ?? 0) + 1;
    else if (JUDGED[attempts.outcome[index] ?? 0] === 0) add("caller_outcome", to, 1);
  }
  pairs.forEach(({ region, model }, pair) => {
    const place = candidatesOf(policy, region).indexOf(model);
    const count = stayed[pair] ?? 0;
    if (count > 0 && place !== 0) add(place < 0 ? "unnamed_model" : "recorded_elsewhere", pair, count);
  });
}
