import { displayPicoUsd, formatMs, formatPercent, formatRate } from "../format";
import { PRICED_SHARE_MIN } from "../pricing/priced-usage";
import { PICO_PER_USD } from "../pricing/usd";
import type { Percentile, Summary } from "../sketch/summary";
import { wilsonInterval } from "../statistics/proportion-interval";
import { type RatioBlock, ratioInterval } from "../statistics/ratio-interval";
import type { Concern } from "./concerns";
import { controlFamily } from "./control-family";
import {
  type Comparison,
  decide,
  type Entry,
  leadProbability,
  SAMPLES_MIN,
  undecided,
  type Verdict,
} from "./decide-comparison";

const TOKENS_PER_M = 1_000_000;

/** A share and how many independent observations its interval rests on. */
export type Share = { value: number; n: number; worth: number };

/** A model's evidence of one window; `model` names it uniquely among the candidates. Latencies in ms, rates in tokens per second. */
export type Candidate = {
  model: string;
  attempts: number;
  failed: Share | null;
  rateLimited: Share | null;
  /** Down minutes of the measured ones; null where they are not known. */
  down: Share | null;
  ttftMs: Summary;
  durationMs: Summary;
  outputTokensPerS: Summary;
  /** Of consecutive blocks of time: what was spent (`top`) for output tokens (`bottom`), in 10⁻¹² USD. */
  costBlocks: readonly RatioBlock[];
  /** Share of attempts with a cost; null where there were none. */
  pricedShare: number | null;
  /** Of long prompts alone; null where sizes are not told apart. */
  longDurationMs: Summary | null;
  /** Of each region by itself; empty where regions are not told apart. */
  durationMsByRegion: ReadonlyMap<string, Summary>;
  /** Mean score with its interval; null without scores. */
  quality: { n: number; value: number; low: number | null; high: number | null } | null;
};

/** What "best value" must be shown to hold before its price counts. */
export type Targets = { maxErrorRate: number; maxTtftP99Ms: number };
export const DEFAULT_TARGETS: Targets = { maxErrorRate: 0.005, maxTtftP99Ms: 800 };

/** `scope` is the region of a concern that is of one. */
export type Winner = { concern: Concern; scope: string | null } & Verdict;

/** Which model wins each concern on the evidence given, and why; winner null where it does not decide. */
export function findWinners(candidates: readonly Candidate[], targets: Targets = DEFAULT_TARGETS): Winner[] {
  const row = (concern: Concern, verdict: Verdict, scope: string | null = null): Winner => ({
    concern,
    scope,
    ...verdict,
  });
  const isSized = candidates.some(({ longDurationMs }) => longDurationMs !== null);
  const regions = [...new Set(candidates.flatMap(({ durationMsByRegion }) => [...durationMsByRegion.keys()]))].sort();
  return controlFamily([
    row("lowest_usd_per_m_output", decide(priceComparison(candidates))),
    row("lowest_ttft_p99", decide(latencyComparison(candidates, "p99", ({ ttftMs }) => ttftMs))),
    row("lowest_duration_p99", decide(latencyComparison(candidates, "p99", ({ durationMs }) => durationMs))),
    row("steadiest_tail", decide(tailComparison(candidates))),
    row("lowest_error_rate", decide(shareComparison(candidates, ({ failed }) => failed, "error rate"))),
    row("fewest_rate_limits", decide(shareComparison(candidates, ({ rateLimited }) => rateLimited, "429s"))),
    row("highest_uptime", decide(shareComparison(candidates, ({ down }) => down, "minutes down"))),
    row("highest_throughput", decide(throughputComparison(candidates))),
    row(
      "long_prompts",
      isSized
        ? decide(latencyComparison(candidates, "p95", ({ longDurationMs }) => longDurationMs))
        : undecided(0, "input sizes are not told apart", null),
    ),
    ...regions.map((region) =>
      row(
        "region_duration_p99",
        decide(latencyComparison(candidates, "p99", (candidate) => candidate.durationMsByRegion.get(region) ?? null)),
        region,
      ),
    ),
    row("best_quality", qualityVerdict(candidates)),
    row("best_value", bestValue(candidates, targets)),
  ]);
}

function latencyComparison(
  candidates: readonly Candidate[],
  key: Percentile,
  of: (candidate: Candidate) => Summary | null,
): Comparison {
  return {
    entries: candidates.map((candidate) => bandEntry(candidate.model, of(candidate), key)),
    ...{ sign: 1, unit: "ms", show: formatMs, what: key },
  };
}

/** Of the median output rate. */
function throughputComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map(({ model, outputTokensPerS }) => bandEntry(model, outputTokensPerS, "p50")),
    ...{ sign: -1, unit: "tok/s", show: formatRate, what: "p50" },
  };
}

/** Of p99 over p50, its interval from both bands as of a product (MOVER, on logarithms). */
function tailComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map(({ model, durationMs: { n, p50, p99, bands } }): Entry => {
      if (!p50 || p99 === null) return { model, n, value: null, low: null, high: null };
      const value = p99 / p50;
      const [lowMiddle, highMiddle] = bands.p50;
      const [lowTail, highTail] = bands.p99;
      const bound = (tail: number | null, middle: number | null, sign: 1 | -1) =>
        !tail || !middle ? null : value * Math.exp(sign * Math.hypot(Math.log(tail / p99), Math.log(middle / p50)));
      return { model, n, value, low: bound(lowTail, highMiddle, -1), high: bound(highTail, lowMiddle, 1) };
    }),
    ...{ sign: 1, unit: "×", show: formatTimes, what: "p99 over p50" },
  };
}

function formatTimes(times: number | null): string {
  return times === null ? "—" : `×${times.toFixed(2)}`;
}

/** Interval: Wilson's, of as many observations as the share's are worth. */
function shareComparison(
  candidates: readonly Candidate[],
  of: (candidate: Candidate) => Share | null,
  what: string,
): Comparison {
  return {
    entries: candidates.map((candidate): Entry => {
      const share = of(candidate);
      if (share === null) return { model: candidate.model, n: 0, value: null, low: null, high: null };
      const interval = wilsonInterval({ hits: share.value * share.worth, n: share.worth });
      const enough = share.worth >= SAMPLES_MIN && interval !== null;
      return {
        model: candidate.model,
        n: share.n,
        value: share.value,
        low: enough ? interval.low : null,
        high: enough ? interval.high : null,
      };
    }),
    ...{ sign: 1, unit: what, show: formatPercent, what },
  };
}

/** Interval: of the ratio over blocks of time, which says how far another such window may be from this one. */
function priceComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map(({ model, attempts, costBlocks, pricedShare }): Entry => {
      const isPriced = (pricedShare ?? 0) >= PRICED_SHARE_MIN;
      const bottom = costBlocks.reduce((sum, block) => sum + block.bottom, 0);
      const top = costBlocks.reduce((sum, block) => sum + block.top, 0);
      const value = isPriced && bottom > 0 ? usdPerM(top / bottom) : null;
      const interval = attempts >= SAMPLES_MIN && value !== null ? ratioInterval(costBlocks) : null;
      return {
        model,
        n: attempts,
        value,
        low: interval && usdPerM(interval.low),
        high: interval && usdPerM(interval.high),
      };
    }),
    sign: 1,
    unit: "USD/M output",
    show: (usd) => (usd === null ? "—" : displayPicoUsd(BigInt(Math.round(usd * Number(PICO_PER_USD))))),
    what: "effective $/M",
  };
}

function usdPerM(picoPerToken: number): number {
  return (picoPerToken * TOKENS_PER_M) / Number(PICO_PER_USD);
}

function qualityVerdict(candidates: readonly Candidate[]): Verdict {
  if (candidates.every(({ quality }) => quality === null)) return undecided(0, "no scores of this traffic", null);
  return decide({
    entries: candidates.map(({ model, quality }) => ({
      model,
      ...(quality ?? { n: 0, value: null, low: null, high: null }),
    })),
    ...{ sign: -1, unit: "score", show: (score) => (score === null ? "—" : score.toFixed(3)), what: "mean score" },
  });
}

/**
 * The cheapest among the models whose worst case, by Wilson's interval and the p99 band, still meets the targets.
 *
 * A single one wins only where all others are shown to miss them, each at 95 %.
 */
function bestValue(candidates: readonly Candidate[], targets: Targets): Verdict {
  const holding = candidates.map((candidate) => ({ candidate, ...holds(candidate, targets) }));
  const able = holding.filter(({ surely }) => surely).map(({ candidate }) => candidate);
  const perhaps = holding.filter(({ surely, possibly }) => !surely && possibly).map(({ candidate }) => candidate.model);
  const bar = `errors ≤ ${formatPercent(targets.maxErrorRate)} and TTFT p99 ≤ ${formatMs(targets.maxTtftP99Ms)}`;
  const n = candidates.reduce((sum, { failed }) => sum + (failed?.n ?? 0), 0);
  const [only] = able;
  if (!only) return undecided(n, `no model is shown to hold ${bar}`, null);
  if (able.length > 1) {
    const verdict = decide(priceComparison(able));
    return { ...verdict, why: `${verdict.why}; among the ${able.length} shown to hold ${bar}` };
  }
  const own = only.failed?.n ?? 0;
  if (priceComparison(able).entries[0]?.value == null) {
    return undecided(own, `only ${only.model} is shown to hold ${bar}, and it is unpriced`, null);
  }
  if (perhaps.length > 0) {
    return undecided(own, `only ${only.model} is shown to hold ${bar}, which ${perhaps.join(", ")} may hold too`, null);
  }
  const rivals = candidates.filter((candidate) => candidate !== only && candidate.attempts > 0);
  const p = rivals.reduce((most, rival) => Math.max(most, heldProbability(candidates, only.model, rival.model)), 0);
  return {
    winner: only.model,
    why: `the only model shown to hold ${bar}`,
    n: own,
    effect: null,
    p: rivals.length > 0 ? p : null,
  };
}

/** How probable a lead in errors or in TTFT is by chance, of two tests: what one holds and the other misses is one of both. */
function heldProbability(candidates: readonly Candidate[], ahead: string, behind: string): number {
  const errors = shareComparison(candidates, ({ failed }) => failed, "error rate");
  const ttft = latencyComparison(candidates, "p99", ({ ttftMs }) => ttftMs);
  return Math.min(1, 2 * Math.min(leadProbability(errors, ahead, behind), leadProbability(ttft, ahead, behind)));
}

function holds({ failed, ttftMs }: Candidate, targets: Targets): { surely: boolean; possibly: boolean } {
  const errors = failed && wilsonInterval({ hits: failed.value * failed.worth, n: failed.worth });
  const [least, most] = ttftMs.bands.p99;
  if (!errors) return { surely: false, possibly: false };
  return {
    surely: errors.high <= targets.maxErrorRate && most !== null && most <= targets.maxTtftP99Ms,
    possibly: errors.low <= targets.maxErrorRate && (least ?? 0) <= targets.maxTtftP99Ms,
  };
}

function bandEntry(model: string, summary: Summary | null, key: Percentile): Entry {
  if (summary === null) return { model, n: 0, value: null, low: null, high: null };
  const [low, high] = summary.bands[key];
  return { model, n: summary.n, value: summary[key], low, high };
}
