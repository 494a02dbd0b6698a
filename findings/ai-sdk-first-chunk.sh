#!/usr/bin/env bash
# What the AI SDK calls the first chunk of a stream: ai 6.0.326, and ai 7.0.173 with @ai-sdk/otel 1.0.173.
#
# The guess: the first chunk that says something, after 1,000 ms here, be it text or a tool that is called.
# Seen: version 7 does so; version 6 takes the first chunk of all, which only says whose turn it is and comes at once, so
# that its first tokens are too early by as long as a provider thinks before it speaks.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tracing="@opentelemetry/sdk-trace-node@2.12.1 zod@4.1.12"
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  echo '{ "private": true, "type": "module" }' > package.json
  # Version 7 asks for Node 22, and runs on 20.
  npm install --silent --no-audit --no-fund --ignore-scripts $tracing "${@:2}" 2> /dev/null
  cp ../try.mjs .
  timeout 60 node --no-warnings try.mjs "$1"
}
cat > "$folder/try.mjs" <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import * as ai from "ai";
import { z } from "zod";

const WAIT_MS = 1_000;
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const version = process.argv[2];
if (version === "7") ai.registerTelemetry(new (await import("@ai-sdk/otel")).OpenTelemetry());

const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta, finish_reason = null) =>
    response.write(`data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  const call = (more) => ({ tool_calls: [{ index: 0, ...more }] });
  const isTool = JSON.parse(body).model === "tool";
  send({ role: "assistant", content: "" });
  await delay(WAIT_MS);
  send(isTool ? call({ id: "t", type: "function", function: { name: "look", arguments: "{" } }) : { content: "Hel" });
  await delay(WAIT_MS);
  send(isTool ? call({ function: { arguments: "}" } }) : { content: "lo" });
  send({}, isTool ? "tool_calls" : "stop");
  response.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseURL = `http://127.0.0.1:${server.address().port}`;
const provider = createOpenAICompatible({ name: "stub", baseURL, apiKey: "x" });
const tools = { look: ai.tool({ description: "looks", inputSchema: z.object({}) }) };

async function firstChunkMs(name) {
  const experimental_telemetry = { isEnabled: true };
  const call = { model: provider(name), prompt: "hi", tools, ...(version !== "7" && { experimental_telemetry }) };
  exporter.reset();
  for await (const _ of ai.streamText(call).fullStream);
  await delay(50);
  const told = exporter.getFinishedSpans().map(({ attributes }) => {
    const seconds = attributes["gen_ai.client.operation.time_to_first_chunk"];
    return attributes["ai.response.msToFirstChunk"] ?? (seconds === undefined ? undefined : seconds * 1_000);
  });
  return Math.round(told.find((ms) => ms !== undefined));
}
await firstChunkMs("text");
const [text, tool] = [await firstChunkMs("text"), await firstChunkMs("tool")];
console.log(`ai ${version}: first chunk of text that came after ${WAIT_MS} ms: ${text} ms; of a tool called then: ${tool} ms`);
server.closeAllConnections();
server.close();
const isRight = [text, tool].every((ms) => ms >= WAIT_MS && ms < 1.8 * WAIT_MS);
const isAsFound = version === "7" ? isRight : Math.max(text, tool) < WAIT_MS / 2;
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
(try 6 ai@6.0.326 @ai-sdk/openai-compatible@2.0.92) || { echo "CHANGED: version 6"; exit 1; }
(try 7 ai@7.0.173 @ai-sdk/openai-compatible@3.0.92 @ai-sdk/otel@1.0.173) || { echo "CHANGED: version 7"; exit 1; }
echo "As found: version 6 tells of a first chunk that is no first token"
