import type { Answer } from "../answer";
import { errorBody, statusOf } from "../refusal";
import type { Format } from "./format";
import { encodeEvent } from "./sse";

/** OpenAI's responses; each event carries its number, and the last one the whole answer. */
export function responsesFormat(answer: Answer): Format {
  const { pieces, tool, finish } = answer;
  const text = pieces.join("");
  const isCut = finish === "length";
  const status = isCut ? "incomplete" : "completed";
  let sequence = 0;
  const event = (type: string, more: object) => encodeEvent({ type, sequence_number: sequence++, ...more }, type);

  const itemOf = (content: string, itemStatus: string) =>
    tool
      ? {
          ...{ id: `fc_${answer.id}`, type: "function_call", status: itemStatus },
          ...{ call_id: `call_${tool.id}`, name: tool.name, arguments: content },
        }
      : {
          ...{ id: `msg_${answer.id}`, type: "message", status: itemStatus, role: "assistant" },
          content: itemStatus === "in_progress" ? [] : [partOf(content)],
        };
  const place = { item_id: tool ? `fc_${answer.id}` : `msg_${answer.id}`, output_index: 0 };
  const textPlace = { ...place, content_index: 0 };
  const responseOf = (responseStatus: string, more: object) => ({
    ...{ id: `resp_${answer.id}`, object: "response", created_at: answer.createdSeconds, status: responseStatus },
    ...{ model: answer.model, output: [], error: null, incomplete_details: null, instructions: null, metadata: {} },
    ...{ parallel_tool_calls: true, temperature: 1, top_p: 1, tool_choice: "auto", tools: [], usage: null },
    ...more,
  });
  const ended = (hasUsage: boolean) =>
    responseOf(status, {
      output: [itemOf(text, status)],
      incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
      usage: hasUsage ? responsesUsage(answer) : null,
    });

  return {
    whole: ({ hasUsage }) => ended(hasUsage),
    opening: () => {
      const response = responseOf("in_progress", {});
      return (
        event("response.created", { response }) +
        event("response.in_progress", { response }) +
        event("response.output_item.added", { output_index: 0, item: itemOf("", "in_progress") }) +
        (tool ? "" : event("response.content_part.added", { ...textPlace, part: partOf("") }))
      );
    },
    piece: (index) =>
      tool
        ? event("response.function_call_arguments.delta", { ...place, delta: pieces[index] ?? "" })
        : event("response.output_text.delta", { ...textPlace, delta: pieces[index] ?? "", logprobs: [] }),
    closing: ({ hasUsage, hasEndMark }) =>
      (tool
        ? event("response.function_call_arguments.done", { ...place, name: tool.name, arguments: text })
        : event("response.output_text.done", { ...textPlace, text, logprobs: [] }) +
          event("response.content_part.done", { ...textPlace, part: partOf(text) })) +
      event("response.output_item.done", { output_index: 0, item: itemOf(text, status) }) +
      (hasEndMark ? event(`response.${status}`, { response: ended(hasUsage) }) : ""),
    failure: (refusal) =>
      statusOf("responses", refusal) >= 500
        ? event("response.failed", {
            response: responseOf("failed", { error: { code: "server_error", message: refusal.message } }),
          })
        : encodeEvent(
            { type: "error", sequence_number: sequence++, ...errorBody("responses", refusal).error },
            "error",
          ),
  };
}

const partOf = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });

function responsesUsage({ inputTokens, cachedInputTokens, outputTokens }: Answer): object {
  return {
    ...{ input_tokens: inputTokens, input_tokens_details: { cached_tokens: cachedInputTokens } },
    ...{ output_tokens: outputTokens, output_tokens_details: { reasoning_tokens: 0 } },
    total_tokens: inputTokens + outputTokens,
  };
}
