import { besideText, type Tokens, usageTokens, wholeInput } from "./openai-usage";
import { at, type Fields, firstOf, isFields, tokensOf } from "./values";

const CACHED_KEYS = ["input_cached_tokens", "cache_read_input_tokens", "input_cache_read"];
const WRITTEN_KEYS = ["input_cache_creation", "cache_creation_input_tokens", "input_cache_write"];
const REASONING_KEYS = ["output_reasoning_tokens", "output_reasoning"];
const AUDIO_INPUT_KEYS = ["input_audio_tokens", "input_audio"];
const AUDIO_OUTPUT_KEYS = ["output_audio_tokens", "output_audio"];
/** Anthropic's words: there, input never has the cache in it. */
const EXCLUSIVE_KEYS = /^(cache_(read|creation)_input_tokens|input_cache_)/;

/** The tokens of a generation, in any of the four shapes that Langfuse's clients write. */
export function langfuseTokens({ usageDetails, usage }: { usageDetails?: unknown; usage?: unknown }): Tokens {
  if (isFields(usageDetails)) {
    const isOpenAi = "prompt_tokens" in usageDetails || "input_tokens" in usageDetails;
    return isOpenAi ? usageTokens(usageDetails) : freeTokens(usageDetails);
  }
  const unit = at(usage, "unit");
  if (typeof unit === "string" && unit !== "TOKENS") return {};
  return wholeInput({
    input_tokens: firstOf(tokensOf(at(usage, "promptTokens")), tokensOf(at(usage, "input"))),
    output_tokens: firstOf(tokensOf(at(usage, "completionTokens")), tokensOf(at(usage, "output"))),
  });
}

/**
 * Free keys, which by Langfuse's rule add up, so that input would be without the cache. Many clients pass OpenAI's number
 * all the same; the total, the sizes and the words tell the two apart, and where nothing does, input counts as all of it.
 */
function freeTokens(details: Fields): Tokens {
  const one = (keys: readonly string[]) => firstOf(...keys.map((key) => tokensOf(details[key])));
  const input = tokensOf(details.input);
  const cached = one(CACHED_KEYS);
  const written = one(WRITTEN_KEYS);
  const output = tokensOf(details.output);
  const total = tokensOf(details.total);
  const reasoning = one(REASONING_KEYS);
  const cache = (cached ?? 0) + (written ?? 0);
  const added = (input ?? 0) + cache + (output ?? 0);
  const isExclusive =
    total === null
      ? Object.keys(details).some((key) => EXCLUSIVE_KEYS.test(key))
      : total === added || total === added + (reasoning ?? 0);
  return wholeInput({
    input_tokens: input !== null && isExclusive ? input + cache : input,
    cached_input_tokens: cached,
    cache_write_tokens: written,
    // Where all keys add up, what was reasoned is not in the output either.
    output_tokens: output !== null && reasoning && total === added + reasoning ? output + reasoning : output,
    reasoning_tokens: reasoning,
    ...besideText({ audioInput: one(AUDIO_INPUT_KEYS), audioOutput: one(AUDIO_OUTPUT_KEYS) }),
  });
}
