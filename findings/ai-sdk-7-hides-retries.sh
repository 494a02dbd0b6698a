#!/usr/bin/env bash
# The AI SDK's spans of a call that was refused once and then answered: ai 6.0.326, and ai 7.0.173 with @ai-sdk/otel 1.0.173.
#
# The guess: as in version 6, a span for each attempt, the first of them with an error.
# Seen: version 7 has one span, without an error, that began with the first attempt and ended with the second: the failure
# is nowhere, and the latency holds the refusal and the pause after it.
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
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import * as ai from "ai";

const PAUSE_MS = 1_500;
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const version = process.argv[2];
if (version === "7") ai.registerTelemetry(new (await import("@ai-sdk/otel")).OpenTelemetry());

let asked = 0;
const server = createServer(async (request, response) => {
  for await (const _ of request);
  asked++;
  const headers = { "content-type": "application/json", "retry-after-ms": String(PAUSE_MS) };
  response.writeHead(asked === 1 ? 503 : 200, headers);
  const choices = [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }];
  response.end(JSON.stringify(asked === 1 ? { error: { message: "busy" } } : { id: "c", model: "m", choices }));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseURL = `http://127.0.0.1:${server.address().port}`;
const model = createOpenAICompatible({ name: "stub", baseURL, apiKey: "x" })("m");
const experimental_telemetry = { isEnabled: true };
await ai.generateText({ model, prompt: "hi", maxRetries: 1, ...(version !== "7" && { experimental_telemetry }) });

const isCall = ({ attributes }) =>
  /\.doGenerate$/.test(attributes["ai.operationId"] ?? "") || attributes["gen_ai.operation.name"] === "chat";
const calls = exporter.getFinishedSpans().filter(isCall).map(({ status, duration: [s, ns] }) => {
  return { error: status.code === 2, ms: Math.round(s * 1_000 + ns / 1e6) };
});
console.log(`ai ${version}: ${asked} requests, ${PAUSE_MS} ms apart; spans of calls: ${JSON.stringify(calls)}`);
server.closeAllConnections();
server.close();
const isOne = calls.length === 1 && !calls[0].error && calls[0].ms > PAUSE_MS;
const isEach = calls.length === 2 && calls[0].error && !calls[1].error && calls.every(({ ms }) => ms < PAUSE_MS);
process.exitCode = asked === 2 && (version === "7" ? isOne : isEach) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
(try 6 ai@6.0.326 @ai-sdk/openai-compatible@2.0.92) || { echo "CHANGED: version 6"; exit 1; }
(try 7 ai@7.0.173 @ai-sdk/openai-compatible@3.0.92 @ai-sdk/otel@1.0.173) || { echo "CHANGED: version 7"; exit 1; }
echo "As found: version 7 tells a retried call as one that went well"
