import type { DecisionPolicy } from "../../breaker/decision";
import { countJudged } from "../outcome";
import { type BacktestStats, backtestStats } from "./backtest-stats";
import type { PairEvent } from "./draft-router";
import { type EvidenceGap, evidenceGaps } from "./evidence-gaps";
import { costBand, errorRateBand, type KnownBand } from "./expected-bands";
import { type MovedTraffic, movedTraffic, type RegionShare, regionShares } from "./moved-traffic";
import { type PairTimeline, pairTimelines } from "./pair-timelines";
import { pairTranslation } from "./pair-translation";
import { choosePools, lackingPools } from "./pool-evidence";
import { countPools, findPools, type PoolCounts, type Pools } from "./pools";
import { allocateAttempts, type Pair, type RecordedAttempts } from "./recorded-attempts";
import { type DraftRun, runDraft } from "./run-draft";
import { weighOthers, weighOwn } from "./weigh-attempts";
import { type WorstHour, worstHours } from "./worst-hours";

/** A draft run over recorded attempts, before it is known what moved ones would have met. */
export type BacktestRun = {
  policy: DecisionPolicy;
  run: DraftRun;
  pools: Pools;
  own: PoolCounts;
  ownPairs: Int32Array;
};

/** An hour since the epoch in which only attempts of other tiers show how a pair did. */
export type LackingHour = { hour: number; pair: Pair };

export type Backtest = {
  attempts: number;
  /** Attempts that both `before` and `after` are computed from; the others of `attempts` are moved without evidence. */
  compared: number;
  moved: number;
  /** The pairs in the order in which `events` and the rest refer to them by index. */
  pairs: readonly Pair[];
  events: readonly PairEvent[];
  timelines: PairTimeline[];
  flows: MovedTraffic[];
  regions: RegionShare[];
  before: BacktestStats;
  after: BacktestStats;
  errorRateBand: KnownBand | null;
  costBand: [low: bigint, high: bigint] | null;
  /** Of all attempts: should those without evidence all succeed, or all fail. */
  errorRateBounds: KnownBand | null;
  worstHour: { before: WorstHour | null; after: WorstHour | null };
  gaps: EvidenceGap[];
};

/** Leads attempts through a draft, and yields now and then the share that is done; see runDraft. */
export function* beginBacktest(
  attempts: RecordedAttempts,
  policy: DecisionPolicy,
  order?: Uint32Array,
): Generator<number, BacktestRun> {
  const run = yield* runDraft(attempts, policy, order);
  const pools = findPools(run);
  const ownPairs = Int32Array.from(attempts.pairs.keys());
  return { policy, run, pools, own: countPools(pools, attempts, ownPairs), ownPairs };
}

/** The hours for which attempts of other tiers are needed. */
export function lackingHours({ pools, own }: BacktestRun): LackingHour[] {
  return lackingPools(pools, own).map((pool) => ({
    hour: pools.hours[pool] ?? 0,
    pair: pools.pairs[pools.pairOf[pool] ?? 0] ?? { region: "", model: "" },
  }));
}

/**
 * What the draft would have come to. `others` are the attempts of other tiers in the lacking hours.
 *
 * A moved attempt takes the expected outcome, latency and cost of the attempts on its new model that began in the same hour
 * and were of its size, in the same region: the tier's own, else those of other tiers. Where there are none it is left
 * out, before and after; the bounds say what it could change.
 */
export function finishBacktest(
  { policy, run, pools, own, ownPairs }: BacktestRun,
  window: { fromUs: number; toUs: number },
  others: RecordedAttempts = allocateAttempts(0, []),
): Backtest {
  const otherPairs = pairTranslation(others.pairs, run.pairs);
  const evidence = choosePools(pools, own, countPools(pools, others, otherPairs));
  const weighed = [weighOwn(pools, evidence, run.attempts, ownPairs), weighOthers(pools, evidence, others, otherPairs)];
  const stats = backtestStats(weighed);
  const band = errorRateBand(stats.after, evidence.expectations);
  const flows = movedTraffic(run, pools, evidence);
  const leftOut = flows.reduce((sum, flow) => sum + flow.leftOut, 0);
  return {
    ...stats,
    attempts: run.attempts.n,
    compared: run.attempts.n - leftOut,
    moved: flows.reduce((sum, flow) => sum + flow.attempts, 0),
    pairs: run.pairs,
    events: run.events,
    timelines: pairTimelines(run, window),
    flows,
    regions: regionShares(run),
    errorRateBand: band,
    costBand: costBand(stats.after, evidence.expectations),
    errorRateBounds: boundsOf(stats.after, band, leftOut),
    worstHour: worstHours(weighed),
    gaps: evidenceGaps(run, policy, pools, evidence),
  };
}

function boundsOf({ outcomes }: BacktestStats, band: KnownBand | null, leftOut: number): KnownBand | null {
  const judged = countJudged(outcomes);
  const all = judged + leftOut;
  if (all === 0) return null;
  const [low, high] = band ?? [0, 0];
  return [(low * judged) / all, Math.min(1, (high * judged + leftOut) / all)];
}
