#!/usr/bin/env bash
# @helicone/helpers 1.8.3 with openai 6.49.0: which status a log has.
#
# The guess: what the provider answered. 429 for a call that was refused with 429; for a stream that its reader left,
# 499 or the 200 that the provider had answered.
# Seen: 500 for every exception, the real status standing only in the first line of its stack, before whatever had been
# streamed; -3 for a stream that was left; and a call through logRequest that throws leaves no log at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
# The logger's peer is an older major of the SDK.
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps @helicone/helpers@1.8.3 openai@6.49.0
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { HeliconeManualLogger } from "@helicone/helpers";
import OpenAI from "openai";

const logs = [];
const chunk = (delta) => ({ id: "c1", object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta }] });
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  if (request.url.endsWith("/v1/log")) {
    logs.push({ path: request.url, ...JSON.parse(body).providerResponse });
    return response.end("{}");
  }
  if (!JSON.parse(body).stream) {
    response.writeHead(429, { "content-type": "application/json" });
    return response.end(JSON.stringify({ error: { message: "Slow down", code: "rate_limit_exceeded" } }));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const content of ["a", "b", "c"]) response.write(`data: ${JSON.stringify(chunk({ content }))}\n\n`);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const openai = new OpenAI({ apiKey: "x", baseURL: `${base}/v1`, maxRetries: 0 });
const logger = new HeliconeManualLogger({ apiKey: "x", loggingEndpoint: base });
const asked = { model: "m", messages: [{ role: "user", content: "hi" }] };

const refused = logger.logBuilder(asked);
await openai.chat.completions.create(asked).catch((error) => refused.setError(error));
await refused.sendLog();

const left = logger.logBuilder({ ...asked, stream: true });
const reader = left.toReadableStream(await openai.chat.completions.create({ ...asked, stream: true })).getReader();
await reader.read();
await reader.cancel();
await left.sendLog();

console.error = () => undefined;
await logger.logRequest(asked, () => openai.chat.completions.create(asked)).catch(() => undefined);

const seen = {
  refused: [logs[0]?.status, logs[0]?.textBody.split("\n")[0], JSON.stringify(logs[0]?.json)],
  left: [logs[1]?.status],
  logs: logs.map(({ path }) => path),
};
console.log(JSON.stringify(seen, null, 1));
const expected = {
  refused: [500, "Error: 429 Slow down", "{}"],
  left: [-3],
  logs: ["/custom/v1/log", "/custom/v1/log"],
};
server.closeAllConnections();
server.close();
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
PROGRAM
echo "node $(node --version), @helicone/helpers 1.8.3, openai 6.49.0"
timeout 60 node try.mjs && echo "As found: the status is the logger's, not the provider's" || { echo "CHANGED"; exit 1; }
