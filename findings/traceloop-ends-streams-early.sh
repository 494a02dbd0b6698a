#!/usr/bin/env bash
# Streams as @traceloop/instrumentation-openai 0.27.0 reports them, with openai 6.49.0: one of the Responses API that takes
# a second, and one of chat completions that is cut before it has a finish_reason.
#
# The guess: the first lasts a second and has its tokens; the second has no finish reason.
# Seen: the first ends with the headers, a few milliseconds after it began, without a token or the answer's id, so that
# latencies made of it are far too short; the second has the finish reason "stop", which nobody sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  @traceloop/instrumentation-openai@0.27.0 openai@6.49.0 @opentelemetry/sdk-trace-node@2.12.1 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { OpenAIInstrumentation } from "@traceloop/instrumentation-openai";
import OpenAI from "openai";

const STREAM_MS = 1_000;
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
const instrumentation = new OpenAIInstrumentation({ exceptionLogger: () => {} });
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(OpenAI);

const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event, value) => response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  if (request.url.endsWith("/responses")) {
    const answer = { id: "resp-1", object: "response", created_at: 1, model: "m", output: [], error: null };
    send("response.created", { type: "response.created", response: { ...answer, status: "in_progress" } });
    await delay(STREAM_MS);
    const usage = { input_tokens: 1200, output_tokens: 342, total_tokens: 1542 };
    send("response.completed", { type: "response.completed", response: { ...answer, status: "completed", usage } });
  } else {
    const choices = [{ index: 0, delta: { content: "Hel" }, finish_reason: null }];
    send("message", { id: "c1", object: "chat.completion.chunk", created: 1, model: "m", choices });
    await delay(50);
  }
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const client = new OpenAI({ apiKey: "x", baseURL: `http://127.0.0.1:${server.address().port}/v1`, maxRetries: 0 });

async function spanOf(stream) {
  exporter.reset();
  const startedMs = performance.now();
  let reasons = [];
  for await (const part of await stream()) reasons.push(part.choices?.[0]?.finish_reason ?? null);
  const tookMs = Math.round(performance.now() - startedMs);
  await delay(300);
  const [{ attributes, duration }] = exporter.getFinishedSpans();
  return { tookMs, attributes, spanMs: Math.round(duration[0] * 1_000 + duration[1] / 1e6), reasons };
}
const messages = [{ role: "user", content: "hi" }];
const responses = await spanOf(() => client.responses.create({ model: "m", input: "hi", stream: true }));
const cut = await spanOf(() => client.chat.completions.create({ model: "m", messages, stream: true }));
const tokens = responses.attributes["gen_ai.usage.input_tokens"] ?? null;
const reason = cut.attributes["gen_ai.response.finish_reasons"] ?? null;
console.log(`Responses API: took ${responses.tookMs} ms, its span ${responses.spanMs} ms, input tokens ${tokens}`);
console.log(`cut chat: finish reasons sent ${JSON.stringify(cut.reasons)}, in its span ${JSON.stringify(reason)}`);
server.closeAllConnections();
server.close();
const isAsFound = responses.tookMs >= STREAM_MS && responses.spanMs < STREAM_MS / 2 && tokens === null && reason?.[0] === "stop";
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: a stream of the Responses API is over with its headers, and a cut one has a reason"
