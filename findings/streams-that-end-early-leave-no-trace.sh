#!/usr/bin/env bash
# Streams of chats as the tracers of two projects report them, with openai 6.49.0: @opentelemetry/instrumentation-openai 0.22.0
# (span and the metric gen_ai.client.operation.duration) and @langfuse/openai 5.11.1 (observation).
#
# The guess: a stream that its reader leaves has one that ends there, with or without an error; one with an error event or a
# reset in its middle has one with an error, as a call that is refused with 429 has in both.
# Seen: neither has anything: no span, no metric, no observation, of left streams as of broken ones. The refused call is there,
# so the error rate looks as if it were complete; what was generated up to then is in no sum of tokens. A stream that merely
# stops, without a finish_reason, is a success in both, in OpenTelemetry's with an empty list of reasons.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
try() {
  mkdir "$folder/$1" && cd "$folder/$1"
  echo '{ "private": true, "type": "module" }' > package.json
  # The instrumentation asks for an API one minor newer than the SDK's, and runs with it.
  npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps openai@6.49.0 zod@4.1.12 \
    @opentelemetry/sdk-trace-node@2.12.1 "${@:2}" 2> /dev/null
  cp ../try.mjs .
  timeout 90 node --no-warnings try.mjs "$1"
}
cat > "$folder/try.mjs" <<'PROGRAM'
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

const which = process.argv[2];
const exporter = new InMemorySpanExporter();
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model } = JSON.parse(body);
  if (model === "refused") {
    response.writeHead(429, { "content-type": "application/json" });
    return response.end('{ "error": { "message": "slow down" } }');
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const write = (value) => response.write(`data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model, ...value })}\n\n`);
  for (let part = 0; part < 4; part++) {
    write({ choices: [{ index: 0, delta: { content: "Hello " }, finish_reason: null }] });
    await delay(40);
  }
  if (model === "reset") return response.destroy();
  if (model === "error") response.write('data: { "error": { "message": "overloaded", "code": 503 } }\n\n');
  if (model === "whole") write({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  response.end(model === "whole" ? "data: [DONE]\n\n" : undefined);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const settings = { apiKey: "x", maxRetries: 0, baseURL: `http://127.0.0.1:${server.address().port}/v1` };

let openai;
let counted = async () => [];
if (which === "langfuse") {
  const { observeOpenAI } = await import("@langfuse/openai");
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  openai = observeOpenAI(new (await import("openai")).OpenAI(settings));
} else {
  const { OpenAIInstrumentation } = await import("@opentelemetry/instrumentation-openai");
  const { AggregationTemporality, MeterProvider, MetricReader } = await import("@opentelemetry/sdk-metrics");
  class Reader extends MetricReader {
    async onForceFlush() {}
    async onShutdown() {}
  }
  const reader = new Reader({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  const instrumentation = new OpenAIInstrumentation();
  const tracerProvider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  tracerProvider.register();
  instrumentation.setTracerProvider(tracerProvider);
  instrumentation.setMeterProvider(new MeterProvider({ readers: [reader] }));
  openai = new (createRequire(import.meta.url)("openai").OpenAI)(settings);
  counted = async () => {
    const { resourceMetrics } = await reader.collect();
    const durations = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics).filter(({ descriptor }) => descriptor.name === "gen_ai.client.operation.duration");
    return durations.flatMap(({ dataPoints }) => dataPoints.map(({ attributes }) => attributes["gen_ai.request.model"])).sort();
  };
}

async function spansOf(model) {
  exporter.reset();
  try {
    let read = 0;
    const messages = [{ role: "user", content: "hi" }];
    for await (const _ of await openai.chat.completions.create({ model, messages, stream: true })) if (++read === 2 && model === "left") break;
  } catch {}
  await delay(600);
  return exporter.getFinishedSpans().map(({ status, attributes }) => {
    return status.code === 2 || attributes["langfuse.observation.level"] === "ERROR" ? "failed" : "well";
  });
}
const seen = {};
for (const model of ["whole", "refused", "left", "error", "reset", "cut"]) seen[model] = await spansOf(model);
const metric = await counted();
console.log(`${which}: ${JSON.stringify(seen)}; metric: ${JSON.stringify(metric)}`);
server.closeAllConnections();
server.close();
const expected = { whole: ["well"], refused: ["failed"], left: [], error: [], reset: [], cut: ["well"] };
const isMetric = which === "langfuse" || String(metric) === "cut,refused,whole";
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) && isMetric ? 0 : 1;
PROGRAM
echo "node $(node --version)"
(try opentelemetry @opentelemetry/instrumentation-openai@0.22.0 @opentelemetry/sdk-metrics@2.12.1 @opentelemetry/api@1.10.0) ||
  { echo "CHANGED: OpenTelemetry"; exit 1; }
(try langfuse @langfuse/openai@5.11.1 @langfuse/core@5.11.1 @langfuse/tracing@5.11.1 @opentelemetry/api@1.9.0) || { echo "CHANGED: Langfuse"; exit 1; }
echo "As found: streams that end early are in no trace"
