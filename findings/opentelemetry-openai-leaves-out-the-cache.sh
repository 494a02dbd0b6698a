#!/usr/bin/env bash
# The tokens of a chat whose prompt was mostly read from the cache, as @opentelemetry/instrumentation-openai 0.22.0 reports
# them, with openai 6.49.0.
#
# The guess: input, output, and the parts of them that OpenTelemetry's conventions have names for: read from the cache, reasoning.
# Seen: input and output alone, streamed or not. Who prices the span bills cached input in full: at
# gpt-4o's prices 1,200 tokens with 1,024 of them cached and 342 out are $0.00642, where $0.00514 is right (176 × $2.50 +
# 1,024 × $1.25 + 342 × $10, a million). Nothing in the span says that a part is missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
# The instrumentation asks for an API one minor newer than the SDK's, and runs with it.
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @opentelemetry/instrumentation-openai@0.22.0 \
  openai@6.49.0 @opentelemetry/sdk-trace-node@2.12.1 @opentelemetry/api@1.10.0 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { OpenAIInstrumentation } from "@opentelemetry/instrumentation-openai";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

const parts = { prompt_tokens_details: { cached_tokens: 1_024 }, completion_tokens_details: { reasoning_tokens: 300 } };
const usage = { prompt_tokens: 1_200, completion_tokens: 342, total_tokens: 1_542, ...parts };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model, stream } = JSON.parse(body);
  const answer = { id: "c", object: stream ? "chat.completion.chunk" : "chat.completion", created: 1, model };
  const choice = { index: 0, finish_reason: "stop", [stream ? "delta" : "message"]: { role: "assistant", content: "Hello" } };
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  if (!stream) return response.end(JSON.stringify({ ...answer, choices: [choice], usage }));
  for (const rest of [{ choices: [choice] }, { choices: [], usage }]) response.write(`data: ${JSON.stringify({ ...answer, ...rest })}\n\n`);
  response.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const exporter = new InMemorySpanExporter();
const tracerProvider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
tracerProvider.register();
const instrumentation = new OpenAIInstrumentation();
registerInstrumentations({ instrumentations: [instrumentation], tracerProvider });
const { OpenAI } = createRequire(import.meta.url)("openai");
const openai = new OpenAI({ apiKey: "x", baseURL: `http://127.0.0.1:${server.address().port}/v1` });
const question = { model: "gpt-4o", messages: [{ role: "user", content: "hi" }] };
await openai.chat.completions.create(question);
for await (const _ of await openai.chat.completions.create({ ...question, stream: true, stream_options: { include_usage: true } }));
await delay(300);
const counts = exporter.getFinishedSpans().map(({ attributes }) => {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => typeof value === "number" && value !== server.address()?.port));
});
console.log(JSON.stringify(counts));
server.closeAllConnections();
server.close();
const expected = JSON.stringify({ "gen_ai.usage.input_tokens": 1_200, "gen_ai.usage.output_tokens": 342 });
process.exitCode = counts.length === 2 && counts.every((each) => JSON.stringify(each) === expected) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: what was read from the cache is not told"
