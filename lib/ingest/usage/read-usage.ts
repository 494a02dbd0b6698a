import { at, type Fields, firstOf, isFields, tokensOf } from "../values";
import { meaningOfBlock } from "./block-meanings";
import { type Bucket, type Counts, NO_COUNTS } from "./counts";
import { meaningAt } from "./meaning-of-source";
import { settleUsage } from "./settle-usage";
import type { Tokens, Usage } from "./tokens";

const INPUT_DETAILS = [
  "prompt_tokens_details",
  "input_tokens_details",
  "input_token_details",
  "promptTokensDetails",
  "inputTokensDetails",
  "inputTokenDetails",
];
const OUTPUT_DETAILS = [
  "completion_tokens_details",
  "output_tokens_details",
  "output_token_details",
  "completionTokensDetails",
  "outputTokensDetails",
  "outputTokenDetails",
];

/**
 * Where the usage blocks of the providers' own answers have each count, `<` standing for any of their objects of details of
 * the input and `>` for any of the output. The first that is a count is taken.
 *
 * Sources: the API references of OpenAI (chat completions, Responses, Realtime, transcription), Anthropic (messages), Gemini
 * (also as Python's SDK names it, and Live), Bedrock (Converse, InvokeModel metrics), Cohere (v1, v2), DeepSeek, Moonshot,
 * Mistral and xAI of November 2026, LangChain's UsageMetadata, and what the AI SDK and OpenRouter's SDK make of them.
 */
const PATHS: readonly (readonly [Bucket, readonly string[]])[] = [
  [
    "input",
    [
      ..."prompt_tokens input_tokens promptTokens inputTokens promptTokenCount prompt_token_count".split(" "),
      ..."billed_units.input_tokens tokens.input_tokens inputTokenCount input_token_count prompt_eval_count".split(" "),
    ],
  ],
  ["uncachedInput", ["prompt_cache_miss_tokens", "promptCacheMissTokens", "<.noCacheTokens"]],
  [
    "cachedInput",
    [
      ..."<.cached_tokens <.cache_read <.cachedTokens <.cacheReadTokens <.cache_read_tokens".split(" "),
      ..."cache_read_input_tokens cacheReadInputTokens cacheReadInputTokenCount cache_read_tokens".split(" "),
      ..."prompt_cache_hit_tokens promptCacheHitTokens cachedContentTokenCount cached_content_token_count".split(" "),
      ..."cached_tokens cachedInputTokens cached_input_tokens cachedPromptTokens num_cached_tokens".split(" "),
    ],
  ],
  [
    "cacheWrite",
    [
      ..."<.cache_creation_tokens <.cache_write_tokens <.cache_creation <.cacheWriteTokens <.cacheCreationTokens".split(
        " ",
      ),
      ..."cache_creation_input_tokens cache_write_input_tokens cacheCreationInputTokens cacheWriteInputTokens".split(
        " ",
      ),
      ..."cacheWriteInputTokenCount cache_write_tokens cache_creation_tokens".split(" "),
    ],
  ],
  [
    "output",
    [
      ..."completion_tokens output_tokens completionTokens outputTokens candidatesTokenCount candidates_token_count".split(
        " ",
      ),
      ..."responseTokenCount response_token_count billed_units.output_tokens tokens.output_tokens".split(" "),
      ..."outputTokenCount output_token_count generated_token_count eval_count".split(" "),
    ],
  ],
  [
    "reasoning",
    [
      ...">.reasoning_tokens >.reasoning >.reasoningTokens >.thinking_tokens".split(" "),
      ..."thoughtsTokenCount thoughts_token_count reasoning_tokens reasoningTokens thinking_tokens".split(" "),
    ],
  ],
  ["total", ["total_tokens", "totalTokens", "totalTokenCount", "total_token_count"]],
  ["audioInput", ["<.audio_tokens", "<.audioTokens", "<.audio"]],
  ["audioOutput", [">.audio_tokens", ">.audioTokens", ">.audio"]],
  ["imageInput", ["<.image_tokens", "<.imageTokens", "<.image"]],
  ["searches", ["server_tool_use.web_search_requests", "billed_units.search_units", "num_search_queries"]],
];
const BUCKETS = PATHS.map(([bucket, paths]) => [bucket, paths.map((path) => path.split("."))] as const);

/** What a usage block of a provider's answer says that was used, whichever API it is of, by the model that answered. */
export function readUsage(usage: unknown, model: string | null = null): Usage {
  const block = usageBlockOf(usage);
  return settleUsage(countsOfBlock(block), meaningAt({ provider: null, model }, meaningOfBlock(block)));
}

/** The tokens of a usage block of a provider's answer. */
export function usageTokens(usage: unknown): Tokens {
  return readUsage(usage).tokens;
}

/** A usage block within its answer, or as it stands. */
export function usageBlockOf(usage: unknown): unknown {
  return firstOf(at(usage, "usageMetadata"), at(usage, "usage_metadata"), at(usage, "usage"), usage);
}

/** The counts of a usage block as they stand, with what its API counts in places of their own. */
export function countsOfBlock(block: unknown): Counts {
  return isFields(block) ? withCompaction(ownCounts(block), block) : { ...NO_COUNTS };
}

function ownCounts(block: Fields): Counts {
  const counts = { ...NO_COUNTS };
  for (const [bucket, paths] of BUCKETS) counts[bucket] = firstOf(...paths.map((path) => countAt(block, path)));
  const [written5m, written1h] = [writtenFor(block, "5m"), writtenFor(block, "1h")];
  if (written5m !== null || written1h !== null) {
    counts.cacheWrite = Math.max(counts.cacheWrite ?? 0, (written5m ?? 0) + (written1h ?? 0));
    counts.cacheWrite1h = written1h;
  }
  return withGeminiParts(counts, block);
}

const BILLED = ["input", "cachedInput", "cacheWrite", "output"] as const;
const COMPACTED = [...BILLED, "cacheWrite1h"] as const;

/**
 * Anthropic counts what compacting the context took in entries of its own, beside the whole, and bills both. A whole that is
 * the sum of all entries has them already. What an advisor took is another model's, at other prices.
 *
 * Source: BetaUsage of Anthropic's SDK 1.14.
 */
function withCompaction(counts: Counts, { input_tokens: input, iterations }: Fields): Counts {
  if (!Array.isArray(iterations) || tokensOf(input) === null) return counts;
  const entries = iterations.filter(isFields).filter(({ type }) => type !== "advisor_message");
  const compactions = entries.filter(({ type }) => type === "compaction").map(ownCounts);
  if (compactions.length === 0 || sumOf(BILLED, counts) === sumOf(BILLED, ...entries.map(ownCounts))) return counts;
  const isReported = (bucket: Bucket) => [counts, ...compactions].some((each) => each[bucket] !== null);
  const whole = COMPACTED.filter(isReported).map((bucket) => [bucket, sumOf([bucket], counts, ...compactions)]);
  return { ...counts, ...Object.fromEntries(whole) };
}

function sumOf(buckets: readonly Bucket[], ...all: readonly Counts[]): number {
  return all.flatMap((counts) => buckets.map((bucket) => counts[bucket] ?? 0)).reduce((sum, count) => sum + count, 0);
}

/** Anthropic and LangChain have what was written by its life as fields, Bedrock as a list. */
function writtenFor(block: Fields, life: "5m" | "1h"): number | null {
  const name = `ephemeral_${life}_input_tokens`;
  const list = firstOf(block.cacheDetails, block.cacheWriteDetails);
  const listed = Array.isArray(list) ? list.find((each) => at(each, "ttl") === life) : null;
  return firstOf(
    tokensOf(at(block, "cache_creation", name)),
    ...detailsOf(block, "<").map((each) => tokensOf(at(each, name))),
    tokensOf(at(listed, "inputTokens")),
  );
}

function countAt(block: Fields, [first = "", ...rest]: readonly string[]): number | null {
  if (first !== "<" && first !== ">") return tokensOf(at(block, first, ...rest));
  return firstOf(...detailsOf(block, first).map((details) => tokensOf(at(details, ...rest))));
}

function detailsOf(block: Fields, side: "<" | ">"): unknown[] {
  return (side === "<" ? INPUT_DETAILS : OUTPUT_DETAILS).flatMap((name) => block[name] ?? []);
}

/** Gemini has what its tools put into the prompt beside the prompt, and its modalities as lists. */
function withGeminiParts(counts: Counts, block: Fields): Counts {
  const tool = firstOf(tokensOf(block.toolUsePromptTokenCount), tokensOf(block.tool_use_prompt_token_count));
  const modality = (name: string, ...lists: readonly string[]) =>
    firstOf(...lists.map((list) => countOfModality(block[list], name)));
  return {
    ...counts,
    input: tool === null ? counts.input : (counts.input ?? 0) + tool,
    output:
      counts.output === null && counts.reasoning !== null && counts.input !== null && "thoughtsTokenCount" in block
        ? 0
        : counts.output,
    audioInput: firstOf(counts.audioInput, modality("AUDIO", "promptTokensDetails", "prompt_tokens_details")),
    imageInput: firstOf(counts.imageInput, modality("IMAGE", "promptTokensDetails", "prompt_tokens_details")),
    audioOutput: firstOf(
      counts.audioOutput,
      modality(
        "AUDIO",
        "candidatesTokensDetails",
        "candidates_tokens_details",
        "responseTokensDetails",
        "response_tokens_details",
      ),
    ),
  };
}

function countOfModality(list: unknown, name: string): number | null {
  if (!Array.isArray(list)) return null;
  const found = list.find((each) => String(at(each, "modality")).toUpperCase().endsWith(name));
  return firstOf(tokensOf(at(found, "tokenCount")), tokensOf(at(found, "token_count")));
}
