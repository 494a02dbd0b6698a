import { tokensOf } from "../values";
import { BUCKETS, type Bucket, type Counts, NO_COUNTS } from "./counts";
import { readTextObject } from "./read-text-object";
import { countsOfBlock } from "./read-usage";

type Attributes = ReadonlyMap<string, unknown>;

/** Before a name of `ENDINGS`, the more standard first. */
const PREFIXES = [
  "gen_ai.usage.",
  "llm.token_count.",
  "ai.usage.",
  "gen_ai.usage.details.",
  "gen_ai.response.",
  "gen_ai.response.usage.",
  "gen_ai.input.usage.details.",
  "llm.usage.",
  "llm.",
];
const words = (text: string) => text.trim().split(/\s+/);
const INPUT_DETAILS = words("prompt_tokens_details input_tokens_details input_token_details prompt_details");
const OUTPUT_DETAILS = words("completion_tokens_details output_tokens_details output_token_details completion_details");
const within = (details: readonly string[], names: string) =>
  words(names).flatMap((name) => details.map((each) => `${each}.${name}`));

/**
 * The names of each count after one of the prefixes, the newest and the most telling first.
 *
 * Sources, as of November 2026: semantic-conventions-genai and all earlier versions, OpenInference, OpenLLMetry in Python and
 * JavaScript, the AI SDK 4 to 7, Pydantic AI, Logfire, LangSmith, Langfuse, LiteLLM, OpenLIT, Sentry, Strands, Mastra, Agno,
 * AG2, LiveKit, Pipecat, Google ADK, Semantic Kernel, Spring AI, SGLang, Envoy AI Gateway, Weave, Brokle and TraceVerde.
 */
const ENDINGS: readonly (readonly [Bucket, readonly string[]])[] = [
  ["input", words("input_tokens prompt_tokens inputTokens promptTokens input.token_count input_token_count")],
  [
    "uncachedInput",
    [
      ...words("inputTokenDetails.noCacheTokens prompt_cache_miss_tokens"),
      ...within(INPUT_DETAILS, "no_cache no_cache_tokens"),
    ],
  ],
  [
    "cachedInput",
    [
      ...words("cache_read.input_tokens cache_read_input_tokens input_tokens.cached cached_input_tokens cached_tokens"),
      ...words(
        "cachedInputTokens inputTokenDetails.cacheReadTokens cache_read_tokens input_cached_tokens cachedTokens",
      ),
      ...words("prompt_cache_hit_tokens cache_hit_tokens cached_content_tokens cached_content_token_count"),
      ...within(INPUT_DETAILS, "cache_read cached_tokens cache_read_tokens cache_input cached"),
    ],
  ],
  [
    "cacheWrite",
    [
      ...words(
        "cache_write.input_tokens cache_creation.input_tokens cache_creation_input_tokens cache_write_input_tokens",
      ),
      ...words("input_tokens.cache_write inputTokenDetails.cacheWriteTokens cache_write_tokens cache_creation_tokens"),
      ...within(INPUT_DETAILS, "cache_write cache_creation cache_write_tokens cache_creation_tokens"),
    ],
  ],
  ["cacheWrite1h", words("cache_creation.ephemeral_1h_input_tokens cache_write_1h_tokens cache_creation_1h_tokens")],
  [
    "output",
    words("output_tokens completion_tokens outputTokens completionTokens output.token_count output_token_count"),
  ],
  [
    "reasoning",
    [
      ...words(
        "reasoning.output_tokens reasoning_tokens output_tokens.reasoning reasoningTokens reasoning_output_tokens",
      ),
      ...words(
        "outputTokenDetails.reasoningTokens thinking_tokens thoughts_tokens thoughts_token_count output_reasoning_tokens",
      ),
      ...words("experimental.reasoning_tokens"),
      ...within(OUTPUT_DETAILS, "reasoning reasoning_tokens thinking_tokens"),
    ],
  ],
  ["total", words("total_tokens totalTokens total.token_count total_token_count")],
  [
    "audioInput",
    [
      ...words("audio.input_tokens audio_input_tokens input_audio_tokens"),
      ...within(INPUT_DETAILS, "audio audio_tokens"),
    ],
  ],
  [
    "audioOutput",
    [
      ...words("audio.output_tokens audio_output_tokens output_audio_tokens"),
      ...within(OUTPUT_DETAILS, "audio audio_tokens"),
    ],
  ],
  [
    "imageInput",
    [
      ...words("image.input_tokens image_input_tokens input_image_tokens image_tokens"),
      ...within(INPUT_DETAILS, "image image_tokens"),
    ],
  ],
  ["searches", words("server_tool_use.web_search_requests web_search_requests")],
];
/** Whole names: OpenInference's words are too plain to stand after another prefix, and Anthropic's SDK has its own. */
const PLAIN: ReadonlyMap<Bucket, string> = new Map([
  ["input", "llm.token_count.prompt"],
  ["output", "llm.token_count.completion"],
  ["total", "llm.token_count.total"],
  ["cacheWrite1h", "anthropic.usage.cache_creation.ephemeral_1h_input_tokens"],
]);
/** Whole objects, as JSON or as the text of a Python value. */
const OBJECTS = ["gen_ai.usage.", "llm.usage."].flatMap((prefix) =>
  [...INPUT_DETAILS, ...OUTPUT_DETAILS].map((name) => ({ attribute: prefix + name, name })),
);
/** A source may give the parts of what was written in place of their sum. */
const WRITTEN_5M = words("cache_creation.ephemeral_5m_input_tokens cache_write_5m_tokens cache_creation_5m_tokens");

/** The names of a count, in the order in which they are taken. */
export function namesOf(bucket: Bucket): readonly string[] {
  const endings = ENDINGS.find(([each]) => each === bucket)?.[1] ?? [];
  const plain = PLAIN.get(bucket);
  return [...PREFIXES.flatMap((prefix) => endings.map((ending) => prefix + ending)), ...(plain ? [plain] : [])];
}

type Place = { bucket: Bucket; rank: number };
const PLACES = new Map<string, Place>(
  ENDINGS.flatMap(([bucket]) => namesOf(bucket).map((name, rank) => [name, { bucket, rank }] as const)),
);

/** The counts that a span's attributes give, under whichever names; what is no count, such as -1, is not given. */
export function countsOfAttributes(attributes: Attributes): Counts {
  const counts = { ...NO_COUNTS };
  const ranks = new Map<Bucket, number>();
  for (const [name, value] of attributes) {
    const place = PLACES.get(name);
    const count = place && tokensOf(value);
    if (place && count != null && place.rank < (ranks.get(place.bucket) ?? Number.POSITIVE_INFINITY)) {
      ranks.set(place.bucket, place.rank);
      counts[place.bucket] = count;
    }
  }
  counts.cacheWrite ??= writtenParts(attributes, counts.cacheWrite1h);
  return withDetails(counts, attributes);
}

function writtenParts(attributes: Attributes, written1h: number | null): number | null {
  const written5m = WRITTEN_5M.flatMap((name) => tokensOf(attributes.get(`gen_ai.usage.${name}`)) ?? [])[0];
  return written5m === undefined ? written1h : written5m + (written1h ?? 0);
}

function withDetails(counts: Counts, attributes: Attributes): Counts {
  const objects = OBJECTS.filter(({ attribute }) => attributes.has(attribute));
  if (objects.length === 0) return counts;
  const details = objects.map(({ attribute, name }) => [name, readTextObject(attributes.get(attribute))] as const);
  const read = countsOfBlock(Object.fromEntries(details));
  return { ...counts, ...Object.fromEntries(BUCKETS.map((bucket) => [bucket, counts[bucket] ?? read[bucket]])) };
}
