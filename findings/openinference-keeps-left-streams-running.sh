#!/usr/bin/env bash
# What a provider sees when the reader of a stream stops reading: openai 6.49.0, alone and under
# @arizeai/openinference-instrumentation-openai 4.2.7.
#
# The guess: the connection closes within a tenth of a second, with and without tracing, and the span says that it was left.
# Seen: without tracing so. Under it the provider writes the whole answer to the end, because a copy of the stream that the
# tracer reads goes on; the span has all of it, its full time and the finish reason "stop". So tracing makes whoever leaves
# streams pay for what nobody read, and nothing in the trace tells that they were left. `controller.abort()` still ends it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @arizeai/openinference-instrumentation-openai@4.2.7 openai@6.49.0 \
  @opentelemetry/sdk-trace-node@2.12.1 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { OpenAIInstrumentation } from "@arizeai/openinference-instrumentation-openai";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import OpenAI from "openai";

const PARTS = 20;
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();

let written;
const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (written = 0; written < PARTS && !response.destroyed; written++) {
    const choices = [{ index: 0, delta: { content: "word " }, finish_reason: written === PARTS - 1 ? "stop" : null }];
    response.write(`data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model: "m", choices })}\n\n`);
    await delay(50);
  }
  response.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const openai = new OpenAI({ apiKey: "x", baseURL: `http://127.0.0.1:${server.address().port}/v1` });

async function leave(how) {
  exporter.reset();
  const stream = await openai.chat.completions.create({ model: "m", messages: [{ role: "user", content: "hi" }], stream: true });
  let read = 0;
  for await (const _ of stream) {
    if (++read < 2) continue;
    if (how === "abort") stream.controller.abort();
    break;
  }
  await delay(PARTS * 50 + 700);
  const spans = exporter.getFinishedSpans().map(({ attributes, status, duration: [s, ns] }) => {
    const text = attributes["llm.output_messages.0.message.content"] ?? "";
    return { words: text.split(" ").length - 1, reason: attributes["llm.finish_reason"], status: status.code, ms: Math.round(s * 1_000 + ns / 1e6) };
  });
  return { read, written, spans };
}
// An aborted copy may reject where nobody waits for it.
process.on("unhandledRejection", () => undefined);
const alone = await leave("break");
new OpenAIInstrumentation().manuallyInstrument(OpenAI);
const traced = await leave("break");
const aborted = await leave("abort");
console.log(JSON.stringify({ alone, traced, aborted }, null, 1));
server.closeAllConnections();
server.close();
const [span] = traced.spans;
const isAsFound =
  alone.written < 6 &&
  traced.written === PARTS &&
  aborted.written < 6 &&
  traced.spans.length === 1 &&
  span.words === PARTS && span.reason === "stop" && span.status !== 2 && span.ms > 900;
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: a stream that was left is generated, and paid, to its end"
