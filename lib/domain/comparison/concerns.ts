/** What models are compared on by tests, in the order they are shown. */
export const TESTED_CONCERNS = [
  "lowest_usd_per_m_output",
  "lowest_ttft_p99",
  "lowest_duration_p99",
  "steadiest_tail",
  "lowest_error_rate",
  "fewest_rate_limits",
  "highest_uptime",
  "highest_throughput",
  "long_prompts",
  "region_duration_p99",
  "best_quality",
  "best_value",
] as const;

/** What is known of models, without chance. */
const KNOWN_CONCERNS = ["vision", "audio", "context_window", "variety"] as const;

export const CONCERNS = [...TESTED_CONCERNS, ...KNOWN_CONCERNS] as const;
export type Concern = (typeof CONCERNS)[number];

export const CONCERN_LABELS: Readonly<Record<Concern, string>> = {
  lowest_usd_per_m_output: "Cost at scale",
  lowest_ttft_p99: "TTFT p99",
  lowest_duration_p99: "Duration p99",
  steadiest_tail: "Tail stability",
  lowest_error_rate: "Error rate",
  fewest_rate_limits: "429 exposure",
  highest_uptime: "Uptime",
  highest_throughput: "Throughput",
  long_prompts: "Long prompts",
  region_duration_p99: "Duration p99 in",
  best_quality: "Quality",
  best_value: "Best value",
  vision: "Vision",
  audio: "Audio",
  context_window: "Context window",
  variety: "Variety",
};

/** How each is computed. */
export const CONCERN_FORMULAS: Readonly<Record<Concern, string>> = {
  lowest_usd_per_m_output: "spend ÷ output tokens × 10⁶, lowest",
  lowest_ttft_p99: "99th percentile of time to first token, lowest",
  lowest_duration_p99: "99th percentile of duration, lowest",
  steadiest_tail: "duration p99 ÷ p50, lowest",
  lowest_error_rate: "failures ÷ (ok + failures), lowest",
  fewest_rate_limits: "429s ÷ (ok + failures), lowest",
  highest_uptime: "1 − down minutes ÷ measured minutes of all tiers, highest",
  highest_throughput: "median of output tokens per second, highest",
  long_prompts: "duration p95 of inputs of 16k tokens and more, lowest",
  region_duration_p99: "duration p99 of the region by itself, lowest",
  best_quality: "mean score, highest",
  best_value: "cheapest of those shown to hold the targets",
  vision: "takes images, by the catalogue",
  audio: "takes audio, by the catalogue",
  context_window: "most context tokens, by the catalogue",
  variety: "providers in regions that served it, most",
};
