#!/usr/bin/env bash
# The tokens of a Gemini call that thought and ran code, in the usage_metadata of @langchain/google-genai 2.3.2: 84 of prompt,
# 113 that the tool put beside it, 42 of answer and 760 of thoughts, 999 in all.
#
# The guess: input 197, output 802 with reasoning 760 in it, as Google bills them, streamed or not.
# Seen: input 84, output 42, nothing about thoughts, and the total 999. At $0.30 and $2.50 a million its parts cost $0.00013,
# where $0.00206 is right: what is made of them lacks most of the spend of models that think, and its tokens a second are a
# twentieth. Only the total gives it away. The newer @langchain/google 0.2.6 counts thoughts (802), and leaves out the tool too.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @langchain/google-genai@2.3.2 @langchain/google@0.2.6 \
  @langchain/core@1.4.0 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { concat } from "@langchain/core/utils/stream";
import { ChatGoogle } from "@langchain/google/node";
import { ChatGoogleGenerativeAI } from "@langchain/google-genai";

const BEFORE = { promptTokenCount: 84, totalTokenCount: 84 };
const USAGE = { ...BEFORE, toolUsePromptTokenCount: 113, candidatesTokenCount: 42, thoughtsTokenCount: 760, totalTokenCount: 999 };
const answer = (text, usageMetadata, finishReason) => {
  const content = { role: "model", parts: [{ text }] };
  return { candidates: [{ index: 0, content, finishReason }], modelVersion: "gemini-2.5-flash", responseId: "r1", usageMetadata };
};
const server = createServer(async (request, response) => {
  for await (const _ of request);
  const isStream = request.url.includes("stream");
  response.writeHead(200, { "content-type": isStream ? "text/event-stream" : "application/json" });
  if (!isStream) return response.end(JSON.stringify(answer("Hello", USAGE, "STOP")));
  for (const part of [answer("Hel", BEFORE), answer("lo", USAGE, "STOP")]) response.write(`data: ${JSON.stringify(part)}\r\n\r\n`);
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
// The newer package speaks to https alone: its requests are sent to the same server.
const { fetch } = globalThis;
globalThis.fetch = (request, init) => {
  const { host, pathname, search } = new URL(request.url ?? request);
  return host === new URL(baseUrl).host ? fetch(request, init) : fetch(baseUrl + pathname + search, { method: "POST", body: "{}" });
};

async function countsOf(model) {
  let streamed;
  for await (const part of await model.stream("hi")) streamed = streamed ? concat(streamed, part) : part;
  return [await model.invoke("hi"), streamed].map(({ usage_metadata: usage }) => {
    return `${usage.input_tokens} in, ${usage.output_tokens} out, ${usage.output_token_details?.reasoning ?? "no"} reasoning, ${usage.total_tokens}`;
  });
}
const settings = { model: "gemini-2.5-flash", apiKey: "x", maxRetries: 0 };
const seen = {
  "@langchain/google-genai": await countsOf(new ChatGoogleGenerativeAI({ ...settings, baseUrl })),
  "@langchain/google": await countsOf(new ChatGoogle(settings)),
};
console.log(JSON.stringify(seen, null, 1));
server.closeAllConnections();
server.close();
const isAll = (counts, expected) => counts.every((each) => each === expected);
const isAsFound =
  isAll(seen["@langchain/google-genai"], "84 in, 42 out, no reasoning, 999") &&
  isAll(seen["@langchain/google"], "84 in, 802 out, 760 reasoning, 999");
process.exitCode = isAsFound ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: thoughts and what tools put into the prompt are in no part"
