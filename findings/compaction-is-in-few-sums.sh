#!/usr/bin/env bash
# The tokens of a Claude call that compacted its context on the way, 180,000 in and 3,500 out, before it answered, 23,000 in
# and 1,000 out: as @langchain/anthropic 1.5.11, @posthog/ai 8.13.1, @arizeai/openinference-instrumentation-anthropic 0.2.8
# and ai 7.0.173 with @ai-sdk/anthropic 4.0.105 report them. Anthropic bills both, and has the first in usage.iterations alone.
#
# The guess: 203,000 and 4,500 everywhere.
# Seen: so from the AI SDK; 23,000 and 1,000 from the others. A long agent run, for which compaction is made, costs a small
# part of its bill in their sums, and two tracers of the same traffic differ by as much.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
# The packages ask for Node 22, and other majors of the SDKs, and run with these.
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @langchain/anthropic@1.5.11 @langchain/core@1.4.0 \
  @posthog/ai@8.13.1 posthog-node@5.70.0 openai@6.49.0 @anthropic-ai/sdk@1.14.0 @arizeai/openinference-instrumentation-anthropic@0.2.8 \
  @opentelemetry/sdk-trace-node@2.12.1 ai@7.0.173 @ai-sdk/anthropic@4.0.105 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { createAnthropic } from "@ai-sdk/anthropic";
import Anthropic from "@anthropic-ai/sdk";
import { AnthropicInstrumentation } from "@arizeai/openinference-instrumentation-anthropic";
import { ChatAnthropic } from "@langchain/anthropic";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { Anthropic as Observed } from "@posthog/ai/anthropic";
import { generateText } from "ai";

const CACHE = { cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
const ANSWER = { ...CACHE, input_tokens: 23_000, output_tokens: 1_000 };
const COMPACTION = { type: "compaction", ...CACHE, input_tokens: 180_000, output_tokens: 3_500 };
const usage = { ...ANSWER, iterations: [COMPACTION, { type: "message", ...ANSWER }] };
const content = [{ type: "compaction", content: "Summary" }, { type: "text", text: "Hello" }];
const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { "content-type": "application/json" });
  const message = { id: "m1", type: "message", role: "assistant", model: "claude-opus-4-6" };
  response.end(JSON.stringify({ ...message, content, stop_reason: "end_turn", stop_sequence: null, usage }));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const beta = "compact-2026-01-12";
const edits = [{ type: "compact_20260112" }];
const settings = { apiKey: "x", baseURL: base, defaultHeaders: { "anthropic-beta": beta } };
const ask = { model: "claude-opus-4-6", max_tokens: 4_096, messages: [{ role: "user", content: "hi" }] };

const seen = {};
const contextManagement = { edits };
const chat = new ChatAnthropic({ model: ask.model, apiKey: "x", anthropicApiUrl: base, contextManagement, betas: [beta] });
const { usage_metadata } = await chat.invoke("hi");
seen.langchain = [usage_metadata.input_tokens, usage_metadata.output_tokens];

const events = [];
const take = async (event) => void events.push(event.properties);
const observed = new Observed({ ...settings, posthog: { capture: take, captureImmediate: take, options: {} } });
await observed.messages.create({ ...ask, context_management: { edits } });
await delay(300);
seen.posthog = [events[0]?.$ai_input_tokens, events[0]?.$ai_output_tokens];

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
new AnthropicInstrumentation().manuallyInstrument(Anthropic);
await new Anthropic(settings).messages.create({ ...ask, context_management: { edits } });
await delay(300);
const attributes = exporter.getFinishedSpans()[0]?.attributes ?? {};
seen.openinference = [attributes["llm.token_count.prompt"], attributes["llm.token_count.completion"]];

const model = createAnthropic({ apiKey: "x", baseURL: `${base}/v1` })(ask.model);
const told = await generateText({ model, prompt: "hi", providerOptions: { anthropic: { contextManagement } } });
seen["ai sdk"] = [told.usage.inputTokens, told.usage.outputTokens];

console.log(JSON.stringify(seen));
server.closeAllConnections();
server.close();
const short = [23_000, 1_000];
const expected = { langchain: short, posthog: short, openinference: short, "ai sdk": [203_000, 4_500] };
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: what compaction costs is in the AI SDK's sums alone"
