import type { Answer } from "../answer";
import { errorBody } from "../refusal";
import type { Format } from "./format";
import { DONE_EVENT, encodeEvent } from "./sse";

const FINISH = { stop: "stop", length: "length", tool: "tool_calls" } as const;

/** OpenAI's chat completions; `wantsUsage` is what the call asked of its stream. */
export function chatFormat(answer: Answer, { wantsUsage }: { wantsUsage: boolean }): Format {
  const { pieces, tool, finish, fingerprint } = answer;
  const head = {
    id: `chatcmpl-${answer.id}`,
    created: answer.createdSeconds,
    ...{ model: answer.model, system_fingerprint: fingerprint, service_tier: "default" },
  };
  const callOf = (text: string) => ({
    ...{ id: `call_${tool?.id}`, type: "function", function: { name: tool?.name, arguments: text } },
  });
  const chunk = (choices: object[], usage: object | null = null) =>
    encodeEvent({ ...head, object: "chat.completion.chunk", choices, ...(wantsUsage && { usage }) });
  const delta = (content: object, finish_reason: string | null = null) =>
    chunk([{ index: 0, delta: content, logprobs: null, finish_reason }]);

  return {
    whole: ({ hasUsage }) => ({
      ...head,
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: {
            ...{ role: "assistant", content: tool ? null : pieces.join(""), refusal: null, annotations: [] },
            ...(tool && { tool_calls: [callOf(pieces.join(""))] }),
          },
          ...{ logprobs: null, finish_reason: FINISH[finish] },
        },
      ],
      ...(hasUsage && { usage: chatUsage(answer) }),
    }),
    opening: () =>
      delta(
        tool
          ? { role: "assistant", content: null, tool_calls: [{ index: 0, ...callOf("") }] }
          : { role: "assistant", content: "", refusal: null },
      ),
    piece: (index) =>
      delta(
        tool
          ? { tool_calls: [{ index: 0, function: { arguments: pieces[index] ?? "" } }] }
          : { content: pieces[index] ?? "" },
      ),
    closing: ({ hasUsage, hasEndMark }) =>
      delta({}, FINISH[finish]) +
      (wantsUsage && hasUsage ? chunk([], chatUsage(answer)) : "") +
      (hasEndMark ? DONE_EVENT : ""),
    failure: (refusal) => encodeEvent(errorBody("chat", refusal)),
  };
}

/** The usage of an answer as chat completions report it: cached tokens are part of the prompt's. */
function chatUsage({ inputTokens, cachedInputTokens, outputTokens }: Answer): object {
  return {
    ...{ prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens },
    prompt_tokens_details: { cached_tokens: cachedInputTokens, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}
