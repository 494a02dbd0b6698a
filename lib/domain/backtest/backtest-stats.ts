import { OUTCOMES, type OutcomeCounts } from "../outcome";
import type { Summary } from "../sketch/summary";
import { errorRate } from "../uptime/uptime";
import { CostSum } from "./costs";
import { latencies } from "./latencies";
import type { WeighedAttempts } from "./weigh-attempts";

/** What attempts come to; counts are expected ones where attempts are moved, and need not be whole. */
export type BacktestStats = {
  attempts: number;
  outcomes: OutcomeCounts;
  errorRate: number | null;
  ttftMs: Summary;
  durationMs: Summary;
  costPico: bigint | null;
  pricedShare: number | null;
};

type Side = { counts: Float64Array; priced: number; cost: CostSum; expectedCost: number };

/** The numbers before and after, each of the same attempts. */
export function backtestStats(weighed: readonly WeighedAttempts[]): { before: BacktestStats; after: BacktestStats } {
  const before = newSide();
  const after = newSide();
  for (const part of weighed) {
    const { outcome, costs } = part.attempts;
    for (let index = 0; index < part.attempts.n; index++) {
      const was = part.before[index] ?? 0;
      const stays = part.stays[index] ?? 0;
      const stoodFor = part.stoodFor[index] ?? 0;
      if (was + stays + stoodFor === 0) continue;
      const code = outcome[index] ?? 0;
      before.counts[code] = (before.counts[code] ?? 0) + was;
      after.counts[code] = (after.counts[code] ?? 0) + stays + stoodFor;
      if (!costs.has(index)) continue;
      before.priced += was;
      after.priced += stays + stoodFor;
      if (was === 1) before.cost.add(costs, index);
      if (stays === 1) after.cost.add(costs, index);
      if (stoodFor > 0) after.expectedCost += stoodFor * costs.estimate(index);
    }
  }
  const ttft = latencies(weighed, "ttftUs");
  const duration = latencies(weighed, "durationUs");
  return {
    before: { ...sideStats(before), ttftMs: ttft.before, durationMs: duration.before },
    after: { ...sideStats(after), ttftMs: ttft.after, durationMs: duration.after },
  };
}

function newSide(): Side {
  return { counts: new Float64Array(OUTCOMES.length), priced: 0, cost: new CostSum(), expectedCost: 0 };
}

function sideStats({ counts, priced, cost, expectedCost }: Side) {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome, code) => [outcome, tidy(counts[code] ?? 0)]));
  const attempts = tidy(counts.reduce((sum, count) => sum + count, 0));
  return {
    attempts,
    // The keys are those of OUTCOMES.
    outcomes: outcomes as OutcomeCounts,
    errorRate: errorRate(outcomes as OutcomeCounts),
    costPico: priced === 0 ? null : cost.pico + BigInt(Math.round(expectedCost)),
    pricedShare: attempts === 0 ? null : Math.min(1, priced / attempts),
  };
}

/** Without the last digits, which are what adding up fractions left behind. */
function tidy(count: number): number {
  return Math.round(count * 1e6) / 1e6;
}
