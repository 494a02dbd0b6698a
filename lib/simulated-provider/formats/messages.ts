import type { Answer } from "../answer";
import { errorBody } from "../refusal";
import type { Format } from "./format";
import { encodeEvent } from "./sse";

const STOP = { stop: "end_turn", length: "max_tokens", tool: "tool_use" } as const;

/** Anthropic's Messages; their streams always report usage, the input's at the beginning. */
export function messagesFormat(answer: Answer): Format {
  const { pieces, tool, finish } = answer;
  const event = (type: string, more: object = {}) => encodeEvent({ type, ...more }, type);
  const message = { id: `msg_${answer.id}`, type: "message", role: "assistant", model: answer.model };
  const toolUse = tool && { type: "tool_use", id: `toolu_${tool.id}`, name: tool.name };
  const stop = { stop_reason: STOP[finish], stop_sequence: null };

  return {
    whole: ({ hasUsage }) => ({
      ...message,
      content: [toolUse ? { ...toolUse, input: inputOf(pieces.join("")) } : { type: "text", text: pieces.join("") }],
      ...stop,
      ...(hasUsage && { usage: messagesUsage(answer, answer.outputTokens) }),
    }),
    opening: () =>
      event("message_start", {
        message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage: messagesUsage(answer, 1) },
      }) +
      event("content_block_start", {
        index: 0,
        content_block: toolUse ? { ...toolUse, input: {} } : { type: "text", text: "" },
      }) +
      event("ping"),
    piece: (index) =>
      event("content_block_delta", {
        index: 0,
        delta: tool
          ? { type: "input_json_delta", partial_json: pieces[index] ?? "" }
          : { type: "text_delta", text: pieces[index] ?? "" },
      }),
    closing: ({ hasUsage, hasEndMark }) =>
      event("content_block_stop", { index: 0 }) +
      event("message_delta", { delta: stop, ...(hasUsage && { usage: { output_tokens: answer.outputTokens } }) }) +
      (hasEndMark ? event("message_stop") : ""),
    failure: (refusal) => encodeEvent(errorBody("messages", refusal), "error"),
  };
}

/** Arguments cut by the limit of tokens are no JSON; Anthropic then gives what it has, here nothing. */
function inputOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The input excludes what was read from the cache. */
function messagesUsage({ inputTokens, cachedInputTokens }: Answer, outputTokens: number): object {
  return {
    input_tokens: inputTokens - cachedInputTokens,
    ...{ cache_read_input_tokens: cachedInputTokens, cache_creation_input_tokens: 0 },
    ...{ output_tokens: outputTokens, service_tier: "standard" },
  };
}
