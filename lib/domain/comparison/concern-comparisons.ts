import { type Message, t } from "@/lib/messages/translate";
import { displayPicoUsd, formatMs, formatPercent, formatRate } from "../format";
import { inEnglish } from "../in-english";
import { PRICED_SHARE_MIN } from "../pricing/priced-usage";
import { PICO_PER_USD } from "../pricing/usd";
import type { Percentile, Summary } from "../sketch/summary";
import { wilsonInterval } from "../statistics/proportion-interval";
import { ratioInterval } from "../statistics/ratio-interval";
import type { Candidate, Share } from "./candidate";
import { type Comparison, type Entry, SAMPLES_MIN } from "./decide-comparison";

const TOKENS_PER_M = 1_000_000;

/** Of a percentile, its interval the band. */
export function latencyComparison(
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
export function throughputComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map(({ model, outputTokensPerS }) => bandEntry(model, outputTokensPerS, "p50")),
    ...{ sign: -1, unit: "tok/s", show: formatRate, what: "p50" },
  };
}

/** Of p99 over p50, its interval from both bands as of a product (MOVER, on logarithms). */
export function tailComparison(candidates: readonly Candidate[]): Comparison {
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
    ...{ sign: 1, unit: "×", show: formatTimes, what: t("p99 over p50") },
  };
}

function formatTimes(times: number | null): string {
  return times === null ? "—" : `×${times.toFixed(2)}`;
}

/** Interval: Wilson's, of as many observations as the share's are worth. */
export function shareComparison(
  candidates: readonly Candidate[],
  of: (candidate: Candidate) => Share | null,
  what: Message,
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
    ...{ sign: 1, unit: inEnglish(what), show: formatPercent, what: t(what) },
  };
}

/** Interval: of the ratio over blocks of time, which says how far another such window may be from this one. */
export function priceComparison(candidates: readonly Candidate[]): Comparison {
  return {
    entries: candidates.map((candidate): Entry => {
      const { model, attempts, costBlocks } = candidate;
      const value = usdPerMOutput(candidate);
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
    what: t("effective $/M"),
  };
}

/** Spend per million output tokens in USD; null where too little of the traffic has a price. */
export function usdPerMOutput({
  costBlocks,
  pricedShare,
}: Pick<Candidate, "costBlocks" | "pricedShare">): number | null {
  const bottom = costBlocks.reduce((sum, block) => sum + block.bottom, 0);
  const top = costBlocks.reduce((sum, block) => sum + block.top, 0);
  return (pricedShare ?? 0) >= PRICED_SHARE_MIN && bottom > 0 ? usdPerM(top / bottom) : null;
}

function usdPerM(picoPerToken: number): number {
  return (picoPerToken * TOKENS_PER_M) / Number(PICO_PER_USD);
}

function bandEntry(model: string, summary: Summary | null, key: Percentile): Entry {
  if (summary === null) return { model, n: 0, value: null, low: null, high: null };
  const [low, high] = summary.bands[key];
  return { model, n: summary.n, value: summary[key], low, high };
}
