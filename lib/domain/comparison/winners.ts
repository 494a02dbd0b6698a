import { displayPicoUsd, formatMs, formatPercent, formatRate } from "../format";
import type { OutcomeCounts } from "../outcome";
import { effectiveUsdPerMOutput } from "../pricing/cost";
import { PRICED_SHARE_MIN } from "../pricing/priced-usage";
import { PICO_PER_USD } from "../pricing/usd";
import type { Summary } from "../sketch/summary";
import { type RatioBlock, ratioInterval } from "../statistics/ratio-interval";
import { judgedOf } from "../uptime/uptime";
import { type Comparison, decide, type Entry, SAMPLES_MIN, undecided, type Verdict } from "./decide-comparison";
import { newcombeInterval, type Proportion, wilsonInterval } from "./proportion-interval";

const TOKENS_PER_M = 1_000_000;

export const CONCERNS = [
  "lowest_ttft_p95",
  "lowest_duration_p99",
  "highest_reliability",
  "highest_throughput",
  "lowest_usd_per_m_output",
  "best_value",
] as const;
export type Concern = (typeof CONCERNS)[number];

export const CONCERN_LABELS: Readonly<Record<Concern, string>> = {
  lowest_ttft_p95: "Lowest TTFT p95",
  lowest_duration_p99: "Lowest duration p99",
  highest_reliability: "Highest reliability",
  highest_throughput: "Highest throughput",
  lowest_usd_per_m_output: "Lowest effective $/M output",
  best_value: "Best value",
};

/** A model's numbers of one window; `model` names it uniquely among the candidates. */
export type Candidate = {
  model: string;
  outcomes: OutcomeCounts;
  /** How many independent attempts those judged are worth; null where that is not known, and they are taken for independent. */
  effectiveJudged: number | null;
  ttftMs: Summary;
  durationMs: Summary;
  outputTokensPerS: Summary;
  costPicoUsd: bigint | null;
  outputTokens: number | null;
  /** Of consecutive blocks of time: what was spent (`top`) for output tokens (`bottom`), in 10⁻¹² USD. */
  costBlocks: readonly RatioBlock[];
  /** Share of attempts with a cost; null where there were none. */
  pricedShare: number | null;
};

/** What "best value" must be shown to hold before its price counts. */
export type Targets = { maxErrorRate: number; maxTtftP99Ms: number };
const DEFAULT_TARGETS: Targets = { maxErrorRate: 0.005, maxTtftP99Ms: 800 };

export type Winner = { concern: Concern } & Verdict;

/** Which model wins each concern on the evidence given, and why; winner null where it does not decide. */
export function findWinners(candidates: readonly Candidate[], targets: Targets = DEFAULT_TARGETS): Winner[] {
  const verdicts: Record<Concern, Verdict> = {
    lowest_ttft_p95: decide(latencyComparison(candidates, "p95", (candidate) => candidate.ttftMs)),
    lowest_duration_p99: decide(latencyComparison(candidates, "p99", (candidate) => candidate.durationMs)),
    highest_reliability: decide(reliabilityComparison(candidates)),
    highest_throughput: decide(throughputComparison(candidates)),
    lowest_usd_per_m_output: decide(priceComparison(candidates)),
    best_value: bestValue(candidates, targets),
  };
  return CONCERNS.map((concern) => ({ concern, ...verdicts[concern] }));
}

/** Interval: the 95 % order-statistic bands of both sides, which must not even touch. */
function latencyComparison(
  candidates: readonly Candidate[],
  key: "p95" | "p99",
  of: (c: Candidate) => Summary,
): Comparison {
  return {
    entries: candidates.map((candidate) => bandEntry(candidate.model, of(candidate), key)),
    sign: 1,
    unit: "ms",
    show: formatMs,
    what: key,
  };
}

/** Interval: as for latency, of the median output rate. */
function throughputComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map(({ model, outputTokensPerS }) => bandEntry(model, outputTokensPerS, "p50")),
    sign: -1,
    unit: "tok/s",
    show: formatRate,
    what: "p50",
  };
}

/** Interval: Newcombe's of the difference in error rate, which must leave out 0. */
function reliabilityComparison(candidates: readonly Candidate[]): Comparison {
  const judged = new Map(candidates.map((candidate) => [candidate.model, proportionFailed(candidate)]));
  return {
    entries: candidates.map(({ model, outcomes }) => {
      const proportion = judged.get(model) ?? { hits: 0, n: 0 };
      const interval = wilsonInterval(proportion);
      const enough = proportion.n >= SAMPLES_MIN && interval !== null;
      return {
        model,
        n: judgedCount(outcomes),
        value: interval?.value ?? null,
        low: enough ? interval.low : null,
        high: enough ? interval.high : null,
      };
    }),
    sign: 1,
    unit: "error rate",
    show: formatPercent,
    what: "error rate",
    difference: (best, rival) => {
      const [a, b] = [judged.get(rival.model), judged.get(best.model)];
      return a && b ? newcombeInterval(a, b) : null;
    },
  };
}

/** Interval: of the ratio over blocks of time, which says how far another such window may be from this one. */
function priceComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map((candidate) => {
      const { ok } = judgedOf(candidate.outcomes);
      const value = usdPerMOutput(candidate);
      const interval = ok >= SAMPLES_MIN && value !== null ? ratioInterval(candidate.costBlocks) : null;
      const bound = (pico: number) => (pico * TOKENS_PER_M) / Number(PICO_PER_USD);
      return {
        ...{ model: candidate.model, n: ok, value },
        low: interval && bound(interval.low),
        high: interval && bound(interval.high),
      };
    }),
    sign: 1,
    unit: "USD/M output",
    show: (usd) => (usd === null ? "—" : displayPicoUsd(BigInt(Math.round(usd * Number(PICO_PER_USD))))),
    what: "effective $/M",
  };
}

/** The cheapest among the models whose worst case, by Wilson's interval and the p99 band, still meets the targets. */
function bestValue(candidates: readonly Candidate[], targets: Targets): Verdict {
  const able = candidates.filter((candidate) => {
    const errors = wilsonInterval(proportionFailed(candidate));
    const slowest = candidate.ttftMs.bands.p99[1];
    return (
      errors !== null && errors.high <= targets.maxErrorRate && slowest !== null && slowest <= targets.maxTtftP99Ms
    );
  });
  const bar = `errors ≤ ${formatPercent(targets.maxErrorRate)} and TTFT p99 ≤ ${formatMs(targets.maxTtftP99Ms)}`;
  const n = candidates.reduce((sum, { outcomes }) => sum + judgedCount(outcomes), 0);
  if (able.length === 0) return undecided(n, `no model is shown to hold ${bar}`, null);
  const [only] = able;
  if (able.length === 1 && only) {
    const judged = judgedCount(only.outcomes);
    return usdPerMOutput(only) === null
      ? undecided(judged, `only ${only.model} is shown to hold ${bar}, and it is unpriced`, null)
      : { winner: only.model, why: `the only model shown to hold ${bar}`, n: judged, effect: null };
  }
  const verdict = decide(priceComparison(able));
  return { ...verdict, why: `${verdict.why}; among the ${able.length} shown to hold ${bar}` };
}

function bandEntry(model: string, summary: Summary, key: "p50" | "p95" | "p99"): Entry {
  const [low, high] = summary.bands[key];
  return { model, n: summary.n, value: summary[key], low, high };
}

/** Failures among the judged attempts, both as many as the independent attempts they are worth. */
function proportionFailed({ outcomes, effectiveJudged }: Candidate): Proportion {
  const { ok, failed } = judgedOf(outcomes, true);
  const n = ok + failed;
  const worth = effectiveJudged ?? n;
  return { hits: n === 0 ? 0 : (failed * worth) / n, n: worth };
}

function judgedCount(outcomes: OutcomeCounts): number {
  const { ok, failed } = judgedOf(outcomes, true);
  return ok + failed;
}

function usdPerMOutput({ costPicoUsd, outputTokens, pricedShare }: Candidate): number | null {
  if ((pricedShare ?? 0) < PRICED_SHARE_MIN) return null;
  const pico = effectiveUsdPerMOutput(costPicoUsd, outputTokens);
  return pico === null ? null : Number(pico) / Number(PICO_PER_USD);
}
