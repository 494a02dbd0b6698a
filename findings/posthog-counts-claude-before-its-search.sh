#!/usr/bin/env bash
# The input tokens of a stream of Claude's that searches the web, as @posthog/ai 8.13.1 reports them, with @anthropic-ai/sdk
# 1.14.0: the first event counts 2,679, the last 10,682, with the results of the search.
#
# The guess: 10,682 everywhere, as the SDK's own final message has it.
# Seen: $ai_input_tokens is 2,679, while $ai_output_tokens is that of the last event, and the raw $ai_usage beside them in the same event
# has 10,682. So PostHog's cost of streamed searches lacks most of the input, and differs from that of the same calls not streamed.
# The AI SDK 7, OpenInference, Traceloop and LangSmith take the last count. The wrapper's own SDK is an older major.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @posthog/ai@8.13.1 posthog-node@5.70.0 \
  @anthropic-ai/sdk@1.14.0 openai@6.49.0 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import Anthropic from "@anthropic-ai/sdk";
import { Anthropic as Observed } from "@posthog/ai/anthropic";

const BEFORE = { input_tokens: 2_679, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 3 };
const AFTER = { ...BEFORE, input_tokens: 10_682, output_tokens: 510, server_tool_use: { web_search_requests: 1 } };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model, stream } = JSON.parse(body);
  const message = { id: "m1", type: "message", role: "assistant", model, stop_sequence: null };
  const [begun, stop] = [{ content: [], stop_reason: null, usage: BEFORE }, { stop_reason: "end_turn" }];
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  if (!stream) return response.end(JSON.stringify({ ...message, ...stop, content: [{ type: "text", text: "Hello" }], usage: AFTER }));
  const events = [
    { type: "message_start", message: { ...message, ...begun } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { ...stop, stop_sequence: null }, usage: AFTER },
    { type: "message_stop" },
  ];
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const settings = { apiKey: "x", baseURL: `http://127.0.0.1:${server.address().port}` };
const question = { model: "m", max_tokens: 100, messages: [{ role: "user", content: "hi" }] };

const events = [];
const take = async (event) => void events.push(event.properties);
const observed = new Observed({ ...settings, posthog: { capture: take, captureImmediate: take, options: {} } });
async function eventOf(stream) {
  events.length = 0;
  const answer = await observed.messages.create({ ...question, stream });
  if (stream) for await (const _ of answer);
  await delay(500);
  return events.map((event) => ({ input: event.$ai_input_tokens, output: event.$ai_output_tokens, raw: event.$ai_usage?.input_tokens }))[0];
}
const sdk = (await new Anthropic(settings).messages.stream(question).finalMessage()).usage.input_tokens;
const [streamed, whole] = [await eventOf(true), await eventOf(false)];
console.log(JSON.stringify({ sdk, streamed, whole }));
server.closeAllConnections();
server.close();
const isAsFound = sdk === 10_682 && streamed.input === 2_679 && streamed.output === 510 && streamed.raw === 10_682 && whole.input === 10_682;
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: what a search adds to the input of a stream is not counted"
