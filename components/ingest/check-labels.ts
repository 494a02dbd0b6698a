import type { CheckState, IngestCheckName } from "@/lib/domain/ingest-checks/ingest-checks";
import { type Message, message } from "@/lib/messages/translate";
import type { Tone } from "../ui/tone";

type CheckLabels = {
  title: Message;
  /** What the share counts: stands after the share, as in "12 % of streams with a TTFT". */
  counts: Message;
  /** What is usually wrong, and what to do. */
  advice: Message;
};

export const CHECK_LABELS: Readonly<Record<IngestCheckName, CheckLabels>> = {
  ttft_is_duration: {
    title: message("First token as late as the last"),
    counts: message("of streams with a TTFT"),
    advice: message(
      "The router notes the time when the stream ends. It should note it at the first chunk that carries content.",
    ),
  },
  streams_without_ttft: {
    title: message("Streams without a first token"),
    counts: message("of successful streams"),
    advice: message(
      "TTFT percentiles use only the others. Send ttft_ms for streams, and nothing where there was none.",
    ),
  },
  streams_without_usage: {
    title: message("Streams without usage"),
    counts: message("of successful streams"),
    advice: message(
      "Their cost is unknown. OpenAI-compatible providers report usage on request: stream_options.include_usage.",
    ),
  },
  free_with_tokens: {
    title: message("Cost 0 though tokens were used"),
    counts: message("of attempts with a reported cost"),
    advice: message("The router has no price for the model and reports 0. Leave cost_usd out where it is not known."),
  },
  cached_over_input: {
    title: message("More cached than input tokens"),
    counts: message("of attempts with usage"),
    advice: message("input_tokens must include cached and cache-write tokens; Anthropic's own usage leaves them out."),
  },
  too_fast: {
    title: message("Too quick to be true"),
    counts: message("of answers with 20 output tokens and more"),
    advice: message(
      "Over 10,000 tokens a second: seconds sent as milliseconds, or answers of a cache. duration_ms and ttft_ms are in milliseconds.",
    ),
  },
  clock: {
    title: message("Ends in the future"),
    counts: message("of attempts|tested"),
    advice: message("The router's clock runs ahead by more than two seconds. Check its time service."),
  },
  time_zone: {
    title: message("Off by whole half hours"),
    counts: message("of attempts|tested"),
    advice: message(
      "Times look like local time sent as UTC. started_at must name its zone: 2026-03-08T14:05:09Z or +08:00.",
    ),
  },
  counted_twice: {
    title: message("Reported twice"),
    counts: message("of attempts with a trace"),
    advice: message(
      "A call and the span around it both report the same tokens. Send only one of them, usually the innermost.",
    ),
  },
  unpriced: {
    title: message("Models without a price"),
    counts: message("of attempts|tested"),
    advice: message("Often a name the alias table does not know: see Unpriced models below."),
  },
};

export const CHECK_STATE_LABELS: Readonly<Record<CheckState, Message>> = {
  pass: message("pass"),
  warn: message("warning"),
  fail: message("fails"),
  too_few: message("too few to rate"),
};

export const CHECK_TONES: Readonly<Record<CheckState, Tone>> = {
  pass: "good",
  warn: "warn",
  fail: "bad",
  too_few: "neutral",
};
