#!/usr/bin/env bash
# The spans of a stream that had an error event in its middle: ai 7.0.173 and @ai-sdk/otel 1.0.173, in front of Anthropic
# with @ai-sdk/anthropic 4.0.105 and in front of Google with @ai-sdk/google 4.0.121.
#
# The guess: a span "chat …" with an error in both, as a stream that was reset has one.
# Seen: in front of Google so; in front of Anthropic only the step and the agent around it end, with errors, and the call
# has no span at all, so that an error rate made of calls leaves out what Anthropic breaks off when it is overloaded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
# The packages ask for Node 22, and run on 20.
npm install --silent --no-audit --no-fund --ignore-scripts ai@7.0.173 @ai-sdk/otel@1.0.173 @ai-sdk/anthropic@4.0.105 \
  @ai-sdk/google@4.0.121 @opentelemetry/sdk-trace-node@2.12.1 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { OpenTelemetry } from "@ai-sdk/otel";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { registerTelemetry, streamText } from "ai";

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
registerTelemetry(new OpenTelemetry());

const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const isBroken = `${request.url} ${body}`.includes("broken");
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value) => response.write(`event: ${value.type ?? "message"}\ndata: ${JSON.stringify(value)}\n\n`);
  if (request.url.includes("/messages")) {
    const usage = { input_tokens: 9, output_tokens: 1 };
    const message = { id: "m1", type: "message", role: "assistant", model: "m", content: [], usage };
    send({ type: "message_start", message });
    send({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } });
    send({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } });
    await delay(50);
    if (isBroken) send({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
    else {
      send({ type: "content_block_stop", index: 0 });
      send({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 5 } });
      send({ type: "message_stop" });
    }
  } else {
    const content = { role: "model", parts: [{ text: "Hello" }] };
    send({ candidates: [{ content, index: 0 }], modelVersion: "m" });
    await delay(50);
    if (isBroken) send({ error: { code: 503, message: "overloaded", status: "UNAVAILABLE" } });
    else send({ candidates: [{ content, index: 0, finishReason: "STOP" }], modelVersion: "m" });
  }
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const settings = { baseURL: `http://127.0.0.1:${server.address().port}/v1`, apiKey: "x" };

async function spansOf(model) {
  exporter.reset();
  for await (const _ of streamText({ model, prompt: "hi", maxRetries: 0, onError: () => undefined }).textStream);
  await delay(1_000);
  return exporter.getFinishedSpans().map(({ name, status }) => `${name.split(" ")[0]}${status.code === 2 ? " failed" : ""}`);
}
const [anthropic, google] = [createAnthropic(settings), createGoogleGenerativeAI(settings)];
const seen = {
  anthropic: { whole: await spansOf(anthropic("whole")), broken: await spansOf(anthropic("broken")) },
  google: { whole: await spansOf(google("whole")), broken: await spansOf(google("broken")) },
};
console.log(JSON.stringify(seen, null, 1));
server.closeAllConnections();
server.close();
const isAsFound =
  seen.anthropic.whole.includes("chat") &&
  seen.google.broken.includes("chat failed") &&
  seen.anthropic.broken.includes("step failed") &&
  !seen.anthropic.broken.some((name) => name.startsWith("chat"));
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: a stream of Anthropic's that breaks off has no span of its call"
