#!/usr/bin/env bash
# What openai 6.49.0 gets through @portkey-ai/gateway 1.15.2 from streams of Anthropic's that break, that are refused by the
# model, and that count a web search. The gateway has @hono/node-server 1.3.3: with 1.14.2 and newer, which a plain install
# takes, it answers every stream with 500 (its issue 1389).
#
# The guess: reading throws for a stream with an error event and for one that is reset; a refusal has the finish reason
# "content_filter"; the input is that of the last count, 10,682, since results of a search grow it while an answer is made.
# Seen: reading never throws. The error event becomes the finish reason "overloaded_error" of a stream that ends with [DONE],
# the reset a stream that ends without a reason, and a refusal "stop". The input of a stream is that of the first count, 2,679;
# not streamed, the same call has 10,682. So failures count as answers, and streamed searches cost a fraction.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module", "overrides": { "@hono/node-server": "1.3.3" } }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @portkey-ai/gateway@1.15.2 openai@6.49.0 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import OpenAI from "openai";

const BEFORE = { input_tokens: 2_679, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 3 };
const AFTER = { ...BEFORE, input_tokens: 10_682, output_tokens: 510, server_tool_use: { web_search_requests: 1 } };
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model, stream } = JSON.parse(body);
  const stop = { stop_reason: model === "refusal" ? "refusal" : "end_turn", stop_sequence: null };
  const message = { id: "m1", type: "message", role: "assistant", model };
  if (!stream) {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(JSON.stringify({ ...message, content: [{ type: "text", text: "Hello" }], ...stop, usage: AFTER }));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value) => response.write(`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`);
  send({ type: "message_start", message: { ...message, content: [], stop_reason: null, stop_sequence: null, usage: BEFORE } });
  send({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } });
  send({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } });
  await delay(100);
  if (model === "reset") return response.destroy();
  if (model === "error") send({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
  else {
    send({ type: "content_block_stop", index: 0 });
    send({ type: "message_delta", delta: stop, usage: AFTER });
    send({ type: "message_stop" });
  }
  response.end();
});
const portOf = async (listener) => {
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return listener.address().port;
};
const upstream = `http://127.0.0.1:${await portOf(server)}/v1`;
const free = createServer();
const port = await portOf(free);
await new Promise((resolve) => free.close(resolve));
const env = { ...process.env, NODE_ENV: "production", TRUSTED_CUSTOM_HOSTS: "127.0.0.1" };
const program = "node_modules/@portkey-ai/gateway/build/start-server.js";
const gateway = spawn(process.execPath, [program, `--port=${port}`, "--headless"], { stdio: "ignore", env });
const base = `http://127.0.0.1:${port}`;
for (let tries = 0; tries < 60 && !(await fetch(base).catch(() => null)); tries++) await delay(250);

const config = { provider: "anthropic", custom_host: upstream, api_key: "x" };
const defaultHeaders = { "x-portkey-config": JSON.stringify(config) };
const openai = new OpenAI({ apiKey: "x", maxRetries: 0, baseURL: `${base}/v1`, defaultHeaders });
const question = { max_tokens: 100, messages: [{ role: "user", content: "hi" }] };
async function read(model) {
  const seen = { text: "", reason: null, input: null, threw: false };
  try {
    for await (const { choices, usage } of await openai.chat.completions.create({ ...question, model, stream: true, stream_options: { include_usage: true } })) {
      seen.text += choices[0]?.delta?.content ?? "";
      seen.reason = choices[0]?.finish_reason ?? seen.reason;
      seen.input = usage?.prompt_tokens ?? seen.input;
    }
  } catch (error) {
    seen.threw = error.message;
  }
  return seen;
}
try {
  const seen = { error: await read("error"), reset: await read("reset"), refusal: await read("refusal"), search: await read("search") };
  const { usage } = await openai.chat.completions.create({ ...question, model: "search" });
  console.log(JSON.stringify({ ...seen, notStreamed: { input: usage.prompt_tokens } }, null, 1));
  const isAsFound =
    Object.values(seen).every(({ text, threw }) => text === "Hello" && threw === false) &&
    seen.error.reason === "overloaded_error" && seen.reset.reason === null && seen.refusal.reason === "stop" &&
    seen.search.input === BEFORE.input_tokens && usage.prompt_tokens === AFTER.input_tokens;
  process.exitCode = isAsFound ? 0 : 1;
} finally {
  gateway.kill();
  server.closeAllConnections();
  server.close();
}
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: broken streams end well, and a streamed search has the input from before it"
