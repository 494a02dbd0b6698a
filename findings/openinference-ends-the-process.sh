#!/usr/bin/env bash
# An app that catches an error in the middle of a stream, instrumented by @arizeai/openinference-instrumentation-openai 4.2.7
# with openai 6.49.0, and by @arizeai/openinference-instrumentation-anthropic 0.2.8 with @anthropic-ai/sdk 0.120.0.
#
# The guess: the app catches the error and goes on, and the span ends with it.
# Seen: the app catches it, and then the process ends: the instrumentation reads a copy of the stream, whose error nobody
# catches. There is no span either. Without the instrumentation the app goes on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps openai@6.49.0 @anthropic-ai/sdk@0.120.0 \
  @arizeai/openinference-instrumentation-openai@4.2.7 @arizeai/openinference-instrumentation-anthropic@0.2.8 \
  @opentelemetry/sdk-trace-node@2.12.1 @opentelemetry/api@1.9.0 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

const [vendor, instrumented] = process.argv.slice(2);
const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (event, value) => response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  if (vendor === "openai") {
    const choices = [{ index: 0, delta: { content: "Hel" }, finish_reason: null }];
    send("message", { id: "c1", object: "chat.completion.chunk", model: "m", choices });
    await delay(50);
    send("message", { error: { message: "The server had an error", type: "server_error" } });
  } else {
    const message = { id: "m1", type: "message", role: "assistant", model: "m", content: [], usage: { input_tokens: 9 } };
    send("message_start", { type: "message_start", message });
    await delay(50);
    send("error", { type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
  }
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const settings = { apiKey: "x", maxRetries: 0, baseURL: `http://127.0.0.1:${server.address().port}` };
const messages = [{ role: "user", content: "hi" }];
const { default: Client } = await import(vendor === "openai" ? "openai" : "@anthropic-ai/sdk");
if (instrumented === "yes") {
  const instrumentations = await import(`@arizeai/openinference-instrumentation-${vendor}`);
  new (instrumentations.OpenAIInstrumentation ?? instrumentations.AnthropicInstrumentation)().manuallyInstrument(Client);
}
const client = new Client(settings);
const create = (ask) => (vendor === "openai" ? client.chat.completions.create(ask) : client.messages.create(ask));
try {
  for await (const _ of await create({ model: "m", max_tokens: 9, messages, stream: true }));
} catch (error) {
  console.log(`${vendor}: the app caught ${error.constructor.name}`);
}
await delay(300);
console.log(`${vendor}: the app went on; spans: ${exporter.getFinishedSpans().length}`);
server.closeAllConnections();
server.close();
PROGRAM
echo "node $(node --version)"
for vendor in openai anthropic; do
  without=$(timeout 60 node --no-warnings try.mjs "$vendor" no)
  [[ "$without" == *"the app went on"* ]] || { echo "CHANGED: $vendor without it: $without"; exit 1; }
  code=0
  with=$(timeout 60 node --no-warnings try.mjs "$vendor" yes 2>&1) || code=$?
  echo "$vendor, without: ${without//$'\n'/; }"
  echo "$vendor, with: $(grep -m1 caught <<< "$with"), and the process ended with $code"
  [[ $code -ne 0 && "$with" == *caught* && "$with" != *"the app went on"* ]] || { echo "CHANGED: $vendor"; exit 1; }
done
echo "As found: an error that the app caught ends the process"
