#!/usr/bin/env bash
# The usage that @portkey-ai/gateway 1.15.2 makes of Gemini's, in OpenAI's words: of a chat with 84 tokens of prompt, 113 that a
# tool put beside it, 42 of answer and 760 of thoughts, 999 in all; and of an embedding, for which Google sends no counts. The
# gateway has @hono/node-server 1.3.3: with newer ones, which a plain install takes, it does not answer streams (its issue 1389).
#
# The guess: prompt_tokens 197 and completion_tokens 802, the thoughts in it as OpenAI defines it; no usage, or null.
# Seen: 84 and 42, with reasoning_tokens 760 inside the 42, streamed or not, so that OpenAI's arithmetic bills a twentieth of the
# output, or less than nothing for what was not reasoned; and -1 for the embedding, so that each call lowers the sum of tokens.
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

const COUNTS = { promptTokenCount: 84, toolUsePromptTokenCount: 113, candidatesTokenCount: 42, thoughtsTokenCount: 760 };
const server = createServer(async (request, response) => {
  for await (const _ of request);
  const isStream = request.url.includes("stream");
  response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  if (request.url.includes(":embed")) return response.end(JSON.stringify({ embedding: { values: [0.1, 0.2] } }));
  const candidates = [{ index: 0, content: { role: "model", parts: [{ text: "Hello" }] }, finishReason: "STOP" }];
  const answer = { candidates, modelVersion: "gemini-2.5-flash", usageMetadata: { ...COUNTS, totalTokenCount: 999 } };
  response.end(isStream ? `data: ${JSON.stringify(answer)}\r\n\r\n` : JSON.stringify(answer));
});
const portOf = async (listener) => {
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return listener.address().port;
};
const upstream = `http://127.0.0.1:${await portOf(server)}`;
const free = createServer();
const port = await portOf(free);
await new Promise((resolve) => free.close(resolve));
const env = { ...process.env, NODE_ENV: "production", TRUSTED_CUSTOM_HOSTS: "127.0.0.1" };
const program = "node_modules/@portkey-ai/gateway/build/start-server.js";
const gateway = spawn(process.execPath, [program, `--port=${port}`, "--headless"], { stdio: "ignore", env });
try {
  const baseURL = `http://127.0.0.1:${port}/v1`;
  for (let tries = 0; tries < 100 && !(await fetch(baseURL).catch(() => null)); tries++) await delay(100);
  const defaultHeaders = { "x-portkey-provider": "google", "x-portkey-custom-host": upstream };
  const openai = new OpenAI({ apiKey: "x", baseURL, defaultHeaders, maxRetries: 0 });
  const ask = { model: "gemini-2.5-flash", messages: [{ role: "user", content: "hi" }] };
  const countsOf = (usage) => [usage.prompt_tokens, usage.completion_tokens, usage.completion_tokens_details.reasoning_tokens, usage.total_tokens];
  let last;
  const stream = await openai.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
  for await (const { usage } of stream) last = usage ?? last;
  const { usage } = await openai.embeddings.create({ model: "gemini-embedding-001", input: "hi", encoding_format: "float" });
  const seen = {
    whole: countsOf((await openai.chat.completions.create(ask)).usage),
    streamed: countsOf(last),
    embedding: [usage.prompt_tokens, usage.total_tokens],
  };
  console.log(JSON.stringify(seen));
  const expected = { whole: [84, 42, 760, 999], streamed: [84, 42, 760, 999], embedding: [-1, -1] };
  process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
} finally {
  gateway.kill();
  server.closeAllConnections();
  server.close();
}
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: parts are larger than their wholes, and unknown is less than nothing"
