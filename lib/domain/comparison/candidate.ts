import type { Summary } from "../sketch/summary";
import type { RatioBlock } from "../statistics/ratio-interval";
import type { WeightedMean } from "../statistics/weighted-mean";

/** A share and how many independent observations its interval rests on. */
export type Share = { value: number; n: number; worth: number };

/** A model's evidence of one window; `model` names it uniquely among the candidates. Latencies in ms, rates in tokens per second. */
export type Candidate = {
  model: string;
  /** Those read, and of every how many slices of the window they are. */
  attempts: number;
  stride: number;
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
  quality: WeightedMean | null;
};

/** What "best value" must be shown to hold before its price counts. */
export type Targets = { maxErrorRate: number; maxTtftP99Ms: number };
export const DEFAULT_TARGETS: Targets = { maxErrorRate: 0.005, maxTtftP99Ms: 800 };
