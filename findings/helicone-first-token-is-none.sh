#!/usr/bin/env bash
# @helicone/helpers 1.8.3 with openai 6.49.0: what timeToFirstToken is, and where a call told afterwards lies in time.
#
# The guess: the ms from asking to the first chunk that has text in it, 1,000 here; and a call that is logged with its
# latency when it is over began that long before.
# Seen: with logStream the ms until reading began; with logBuilder and logSingleStream those to the first chunk, which
# has no text but only says whose turn it is; and logSingleRequest lets the call begin when it is logged, so that it
# ends in the future.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @helicone/helpers@1.8.3 openai@6.49.0
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { HeliconeManualLogger } from "@helicone/helpers";
import OpenAI from "openai";

const BEFORE_TEXT_MS = 1_000;
const logs = [];
const chunk = (delta) => ({ id: "c1", object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta }] });
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  if (request.url.endsWith("/v1/log")) {
    logs.push({ at: Date.now(), timing: JSON.parse(body).timing });
    return response.end("{}");
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  send(chunk({ role: "assistant", content: "" }));
  await delay(BEFORE_TEXT_MS);
  send(chunk({ content: "Hello" }));
  response.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const openai = new OpenAI({ apiKey: "x", baseURL: `${base}/v1`, maxRetries: 0 });
const logger = new HeliconeManualLogger({ apiKey: "x", loggingEndpoint: base });
const asked = { model: "m", messages: [{ role: "user", content: "hi" }], stream: true };
const ask = () => openai.chat.completions.create(asked);
for await (const _ of await ask());

await logger.logStream(asked, async (recorder) => recorder.attachStream((await ask()).toReadableStream()));
await logger.logSingleStream(asked, (await ask()).toReadableStream());
const builder = logger.logBuilder(asked);
await builder.attachStream(await ask());
await builder.sendLog();
await logger.logSingleRequest({ model: "m" }, "{}", { latencyMs: 5_000 });

const ms = ({ seconds, milliseconds }) => seconds * 1_000 + milliseconds;
const firsts = logs.slice(0, 3).map(({ timing }) => timing.timeToFirstToken);
const endsAheadMs = ms(logs[3].timing.endTime) - logs[3].at;
console.log(`first text after ${BEFORE_TEXT_MS} ms; first token of logStream, logSingleStream, logBuilder: ${firsts} ms`);
console.log(`a call of 5,000 ms, logged when it was over, ends ${endsAheadMs} ms after its log arrived`);
server.closeAllConnections();
server.close();
const isAsFound = firsts.every((first) => first < BEFORE_TEXT_MS / 2) && endsAheadMs > 4_000;
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version), @helicone/helpers 1.8.3, openai 6.49.0"
timeout 60 node try.mjs && echo "As found: the first token is none" || { echo "CHANGED"; exit 1; }
