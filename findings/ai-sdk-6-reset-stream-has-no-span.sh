#!/usr/bin/env bash
# The AI SDK's spans of a stream whose connection is reset in its middle: ai 5.0.277, ai 6.0.326, and ai 7.0.173 with
# @ai-sdk/otel 1.0.173.
#
# The guess: a span with an error.
# Seen: so in version 7; versions 5 and 6 have no span at all, not even the one around the call, so that an error rate made
# of their spans leaves out the worst streams.
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

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const version = process.argv[2];
if (version === "7") ai.registerTelemetry(new (await import("@ai-sdk/otel")).OpenTelemetry());

const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model } = JSON.parse(body);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta, finish_reason = null) =>
    response.write(`data: ${JSON.stringify({ id: "c", model, choices: [{ index: 0, delta, finish_reason }] })}\n\n`);
  for (let part = 0; part < 4; part++) {
    send({ content: "Hello " });
    await delay(30);
  }
  if (model === "reset") return response.destroy();
  send({}, "stop");
  response.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseURL = `http://127.0.0.1:${server.address().port}`;
const provider = createOpenAICompatible({ name: "stub", baseURL, apiKey: "x" });

async function spansOf(model) {
  const experimental_telemetry = { isEnabled: true };
  const call = { model: provider(model), prompt: "hi", maxRetries: 0, onError: () => undefined };
  exporter.reset();
  try {
    const { fullStream } = ai.streamText({ ...call, ...(version !== "7" && { experimental_telemetry }) });
    for await (const _ of fullStream);
  } catch {}
  await delay(500);
  return exporter.getFinishedSpans().map(({ status }) => (status.code === 2 ? "error" : "unset"));
}
const seen = { whole: await spansOf("whole"), reset: await spansOf("reset") };
console.log(`ai ${version}: ${JSON.stringify(seen)}`);
server.closeAllConnections();
server.close();
const isAsFound = seen.whole.length >= 2 && (version === "7" ? seen.reset.includes("error") : seen.reset.length === 0);
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
(try 5 ai@5.0.277 @ai-sdk/openai-compatible@1.0.61) || { echo "CHANGED: version 5"; exit 1; }
(try 6 ai@6.0.326 @ai-sdk/openai-compatible@2.0.92) || { echo "CHANGED: version 6"; exit 1; }
(try 7 ai@7.0.173 @ai-sdk/openai-compatible@3.0.92 @ai-sdk/otel@1.0.173) || { echo "CHANGED: version 7"; exit 1; }
echo "As found: versions 5 and 6 tell nothing of a stream that was reset"
