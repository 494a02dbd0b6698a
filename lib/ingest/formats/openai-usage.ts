import type { LogRecordInput } from "@/lib/contract/log-record";
import { at, firstOf, tokensOf } from "./values";

export type Tokens = Pick<
  LogRecordInput,
  | "input_tokens"
  | "cached_input_tokens"
  | "cache_write_tokens"
  | "output_tokens"
  | "reasoning_tokens"
  | "audio_input_tokens"
  | "audio_output_tokens"
  | "image_input_tokens"
  | "units"
>;

/**
 * The tokens of a usage block of a chat answer or of the Responses API, or of one in Anthropic's or Gemini's words.
 *
 * Input is all input, cached or not; where the cache's share does not fit into it, it was told without and is added.
 */
export function usageTokens(usage: unknown): Tokens {
  if (tokensOf(at(usage, "promptTokenCount")) !== null) return geminiTokens(usage);
  const parts = usageParts(usage);
  // In Anthropic's words, which have the cache beside the input and no details, input never has it in it.
  const isBeside =
    tokensOf(at(usage, "prompt_tokens")) === null && ANTHROPIC.some((name) => tokensOf(at(usage, name)) !== null);
  if (!isBeside || parts.input_tokens == null) return wholeInput(parts);
  const cache = (parts.cached_input_tokens ?? 0) + (parts.cache_write_tokens ?? 0);
  return wholeInput({ ...parts, input_tokens: parts.input_tokens + cache });
}

const ANTHROPIC = ["cache_read_input_tokens", "cache_creation_input_tokens"];

/** The same, each number as it stands: for sources that tell some of them elsewhere. */
export function usageParts(usage: unknown): Tokens {
  const details = firstOf(at(usage, "prompt_tokens_details"), at(usage, "input_tokens_details"));
  const written = firstOf(at(usage, "completion_tokens_details"), at(usage, "output_tokens_details"));
  return {
    input_tokens: firstOf(tokensOf(at(usage, "prompt_tokens")), tokensOf(at(usage, "input_tokens"))),
    cached_input_tokens: firstOf(
      tokensOf(at(details, "cached_tokens")),
      tokensOf(at(usage, "cache_read_input_tokens")),
    ),
    cache_write_tokens: firstOf(
      tokensOf(at(details, "cache_creation_tokens")),
      tokensOf(at(details, "cache_write_tokens")),
      tokensOf(at(usage, "cache_creation_input_tokens")),
    ),
    output_tokens: firstOf(tokensOf(at(usage, "completion_tokens")), tokensOf(at(usage, "output_tokens"))),
    reasoning_tokens: tokensOf(at(written, "reasoning_tokens")),
    ...besideText({
      audioInput: tokensOf(at(details, "audio_tokens")),
      audioOutput: tokensOf(at(written, "audio_tokens")),
      imageInput: tokensOf(at(details, "image_tokens")),
      searches: tokensOf(at(usage, "server_tool_use", "web_search_requests")),
    }),
  };
}

/** What was used beside text, as fields of a record: only what there was some of. */
export function besideText(used: {
  audioInput: number | null;
  audioOutput: number | null;
  imageInput?: number | null;
  searches?: number | null;
}): Tokens {
  return {
    ...(used.audioInput ? { audio_input_tokens: used.audioInput } : {}),
    ...(used.audioOutput ? { audio_output_tokens: used.audioOutput } : {}),
    ...(used.imageInput ? { image_input_tokens: used.imageInput } : {}),
    ...(used.searches ? { units: { searches: used.searches } } : {}),
  };
}

/** Gemini counts what it thought beside what it said, and what its own tools put into the prompt beside the prompt. */
function geminiTokens(usage: unknown): Tokens {
  const one = (name: string) => tokensOf(at(usage, name));
  const said = one("candidatesTokenCount");
  const thought = one("thoughtsTokenCount");
  return wholeInput({
    input_tokens: (one("promptTokenCount") ?? 0) + (one("toolUsePromptTokenCount") ?? 0),
    cached_input_tokens: one("cachedContentTokenCount"),
    output_tokens: said === null && thought === null ? null : (said ?? 0) + (thought ?? 0),
    reasoning_tokens: thought,
  });
}

/** Tokens whose input surely has the cache's share in it, and whose parts have something to be parts of. */
export function wholeInput(tokens: Tokens): Tokens {
  const { input_tokens: input = null, output_tokens: output = null } = tokens;
  if (input === null && output === null) return {};
  const cache = (tokens.cached_input_tokens ?? 0) + (tokens.cache_write_tokens ?? 0);
  return input !== null && cache > input ? { ...tokens, input_tokens: input + cache } : tokens;
}
