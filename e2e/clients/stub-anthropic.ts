import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** 3,100 in, of which 1,000 were read from the cache and 100 written, half of them for an hour, and 50 out. */
const USAGE = {
  ...{ input_tokens: 2000, cache_read_input_tokens: 1000, cache_creation_input_tokens: 100, output_tokens: 50 },
  cache_creation: { ephemeral_5m_input_tokens: 50, ephemeral_1h_input_tokens: 50 },
  service_tier: "standard",
};
const FIRST_TOKEN_MS = 60;
const TOOL = { type: "tool_use", id: "toolu_stub", name: "look", input: {} };
const ERROR_TYPES: Record<number, string> = { 429: "rate_limit_error", 529: "overloaded_error" };

/** Answers a call of Anthropic's Messages API; a stream of broken-… has an error in it, and of cut-… no end. */
export async function answerAnthropic(
  response: ServerResponse,
  { model, stream }: { model: string; stream?: boolean },
): Promise<void> {
  const isTool = model.startsWith("tool-");
  const message = {
    ...{ id: `msg_${model}`, type: "message", role: "assistant", model },
    ...{ content: [] as object[], stop_reason: null as string | null, stop_sequence: null },
  };
  const stop_reason = isTool ? "tool_use" : "end_turn";
  if (!stream) {
    const content = [isTool ? TOOL : { type: "text", text: "Hello world" }];
    response.setHeader("content-type", "application/json");
    return void response.end(JSON.stringify({ ...message, content, stop_reason, usage: USAGE }));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (type: string, more: object = {}) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  send("message_start", { message: { ...message, usage: { ...USAGE, output_tokens: 1 } } });
  await delay(FIRST_TOKEN_MS);
  send("content_block_start", { index: 0, content_block: isTool ? TOOL : { type: "text", text: "" } });
  const deltas = isTool
    ? [{ type: "input_json_delta", partial_json: "{}" }]
    : ["Hello ", "world"].map((text) => ({ type: "text_delta", text }));
  for (const delta of deltas) {
    send("content_block_delta", { index: 0, delta });
    await delay(20);
  }
  if (model.startsWith("broken-")) send("error", { error: { type: "overloaded_error", message: "Overloaded" } });
  if (/^(broken|cut)-/.test(model)) return void response.end();
  send("content_block_stop", { index: 0 });
  send("message_delta", { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: USAGE.output_tokens } });
  send("message_stop");
  response.end();
}

export function anthropicError(status: number): object {
  return { type: "error", error: { type: ERROR_TYPES[status] ?? "api_error", message: `Refused with ${status}` } };
}
