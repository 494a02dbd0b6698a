import { type Message, message } from "@/lib/messages/translate";

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

export const CONCERN_LABELS: Readonly<Record<Concern, Message>> = {
  lowest_usd_per_m_output: message("Cost at scale"),
  lowest_ttft_p99: message("TTFT p99"),
  lowest_duration_p99: message("Duration p99"),
  steadiest_tail: message("Tail stability"),
  lowest_error_rate: message("Error rate"),
  fewest_rate_limits: message("429 exposure"),
  highest_uptime: message("Uptime"),
  highest_throughput: message("Throughput"),
  long_prompts: message("Long prompts"),
  region_duration_p99: message("Duration p99 in"),
  best_quality: message("Quality"),
  best_value: message("Best value"),
  vision: message("Vision"),
  audio: message("Audio"),
  context_window: message("Context window"),
  variety: message("Variety"),
};

/** How each is computed. */
export const CONCERN_FORMULAS: Readonly<Record<Concern, Message>> = {
  lowest_usd_per_m_output: message("spend ÷ output tokens × 10⁶, lowest"),
  lowest_ttft_p99: message("99th percentile of time to first token, lowest"),
  lowest_duration_p99: message("99th percentile of duration, lowest"),
  steadiest_tail: message("duration p99 ÷ p50, lowest"),
  lowest_error_rate: message("failures ÷ (ok + failures), lowest"),
  fewest_rate_limits: message("429s ÷ (ok + failures), lowest"),
  highest_uptime: message("1 − down minutes ÷ measured minutes of all tiers, highest"),
  highest_throughput: message("median of output tokens per second, highest"),
  long_prompts: message("duration p95 of inputs of 16k tokens and more, lowest"),
  region_duration_p99: message("duration p99 of the region by itself, lowest"),
  best_quality: message("mean score, highest"),
  best_value: message("cheapest of those shown to hold the targets"),
  vision: message("takes images, by the catalogue"),
  audio: message("takes audio, by the catalogue"),
  context_window: message("most context tokens, by the catalogue"),
  variety: message("providers in regions that served it, most"),
};
