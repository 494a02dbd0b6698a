import type { CheckState, IngestCheckName } from "@/lib/domain/ingest-checks/ingest-checks";
import type { Tone } from "../ui/tone";

type CheckLabels = {
  title: string;
  /** What the share counts. */
  counts: string;
  /** What is usually wrong, and what to do. */
  advice: string;
};

export const CHECK_LABELS: Readonly<Record<IngestCheckName, CheckLabels>> = {
  ttft_is_duration: {
    title: "First token as late as the last",
    counts: "of streams with a TTFT",
    advice:
      "The router notes the time when the stream ends. It should note it at the first chunk that carries content.",
  },
  streams_without_ttft: {
    title: "Streams without a first token",
    counts: "of successful streams",
    advice: "TTFT percentiles use only the others. Send ttft_ms for streams, and nothing where there was none.",
  },
  streams_without_usage: {
    title: "Streams without usage",
    counts: "of successful streams",
    advice: "Their cost is unknown. OpenAI-compatible providers report usage on request: stream_options.include_usage.",
  },
  free_with_tokens: {
    title: "Cost 0 though tokens were used",
    counts: "of attempts with a reported cost",
    advice: "The router has no price for the model and reports 0. Leave cost_usd out where it is not known.",
  },
  cached_over_input: {
    title: "More cached than input tokens",
    counts: "of attempts with usage",
    advice: "input_tokens must include cached and cache-write tokens; Anthropic's own usage leaves them out.",
  },
  too_fast: {
    title: "Too quick to be true",
    counts: "of answers with 20 output tokens and more",
    advice:
      "Over 10,000 tokens a second: seconds sent as milliseconds, or answers of a cache. duration_ms and ttft_ms are in milliseconds.",
  },
  clock: {
    title: "Ends in the future",
    counts: "of attempts",
    advice: "The router's clock runs ahead by more than two seconds. Check its time service.",
  },
  time_zone: {
    title: "Off by whole half hours",
    counts: "of attempts",
    advice: "Times look like local time sent as UTC. started_at must name its zone: 2026-03-08T14:05:09Z or +08:00.",
  },
  counted_twice: {
    title: "Reported twice",
    counts: "of attempts with a trace",
    advice: "A call and the span around it both report the same tokens. Send only one of them, usually the innermost.",
  },
  unpriced: {
    title: "Models without a price",
    counts: "of attempts",
    advice: "Often a name the alias table does not know: see Unpriced models below.",
  },
};

export const CHECK_STATE_LABELS: Readonly<Record<CheckState, string>> = {
  pass: "pass",
  warn: "warning",
  fail: "fails",
  too_few: "too few to rate",
};

export const CHECK_TONES: Readonly<Record<CheckState, Tone>> = {
  pass: "good",
  warn: "warn",
  fail: "bad",
  too_few: "neutral",
};
