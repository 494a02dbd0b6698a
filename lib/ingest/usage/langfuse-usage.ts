import { at, type Fields, firstOf, isFields, tokensOf } from "../values";
import { type Counts, NO_COUNTS } from "./counts";
import type { Meaning } from "./meaning";
import { readUsage } from "./read-usage";
import { settleUsage } from "./settle-usage";
import type { Usage } from "./tokens";

const CACHED_KEYS = [
  "input_cached_tokens",
  "cache_read_input_tokens",
  "input_cache_read",
  "input_cache_read_tokens",
  "input_cached",
];
const WRITTEN_KEYS = [
  "input_cache_write_tokens",
  "input_cache_creation",
  "cache_creation_input_tokens",
  "input_cache_write",
  "input_cache_creation_tokens",
];
const WRITTEN_5M_KEY = "input_cache_creation_5m";
const WRITTEN_1H_KEY = "input_cache_creation_1h";
const REASONING_KEYS = ["output_reasoning_tokens", "output_reasoning"];
const AUDIO_INPUT_KEYS = ["input_audio_tokens", "input_audio"];
const AUDIO_OUTPUT_KEYS = ["output_audio_tokens", "output_audio"];
const IMAGE_INPUT_KEYS = ["input_image_tokens", "input_image"];
/** Anthropic's words: there, input never has the cache in it. */
const EXCLUSIVE_KEYS = /^(cache_(read|creation)_input_tokens|input_cache_)/;
const OPENAI_KEYS = ["prompt_tokens", "input_tokens"];

/** What a generation used, in any of the four shapes that Langfuse's clients write. */
export function langfuseUsage({ usageDetails, usage }: { usageDetails?: unknown; usage?: unknown }): Usage {
  if (isFields(usageDetails)) {
    const isOpenAi = OPENAI_KEYS.some((key) => key in usageDetails);
    return isOpenAi ? readUsage(usageDetails) : freeUsage(usageDetails);
  }
  const unit = at(usage, "unit");
  if (typeof unit === "string" && unit !== "TOKENS") return { tokens: {} };
  const one = (...names: readonly string[]) => firstOf(...names.map((name) => tokensOf(at(usage, name))));
  const counts = { input: one("promptTokens", "input"), output: one("completionTokens", "output") };
  return settleUsage({ ...NO_COUNTS, ...counts }, FREE);
}

/**
 * By Langfuse's rule free keys add up, so that input would be without the cache; many clients pass OpenAI's number all the
 * same, and LiteLLM one without what was read only. The total or the words tell them apart, else the cache may be anywhere.
 */
const FREE: Meaning = { cache: "open", reasoning: "inside", total: "whole", mayLeaveOutModalities: true };

function freeUsage(details: Fields): Usage {
  const isExclusive = Object.keys(details).some((key) => EXCLUSIVE_KEYS.test(key));
  return settleUsage(countsOf(details), isExclusive ? { ...FREE, cache: "beside" } : FREE);
}

function countsOf(details: Fields): Counts {
  const one = (keys: readonly string[]) => firstOf(...keys.map((key) => tokensOf(details[key])));
  const written5m = tokensOf(details[WRITTEN_5M_KEY]);
  const written1h = tokensOf(details[WRITTEN_1H_KEY]);
  const isSplit = written5m !== null || written1h !== null;
  const written = one(WRITTEN_KEYS);
  return {
    ...NO_COUNTS,
    input: tokensOf(details.input),
    cachedInput: one(CACHED_KEYS),
    // Langfuse's own splitting leaves 0, or the rest, under the whole's key.
    cacheWrite: isSplit ? (written ?? 0) + (written5m ?? 0) + (written1h ?? 0) : written,
    cacheWrite1h: written1h,
    output: tokensOf(details.output),
    reasoning: one(REASONING_KEYS),
    total: tokensOf(details.total),
    audioInput: one(AUDIO_INPUT_KEYS),
    audioOutput: one(AUDIO_OUTPUT_KEYS),
    imageInput: one(IMAGE_INPUT_KEYS),
  };
}
