#!/usr/bin/env bash
# The tokens of streams of Claude's in the usage_metadata of @langchain/anthropic 1.5.11: of a short answer, whose first event
# counts 1,200 in and 2 out and whose last 4 out, and of one that searches the web, 2,679 in and 3 out, then 10,682 and 510.
#
# The guess: the last counts, 1,200 and 4, 10,682 and 510, since Anthropic's are cumulative; `invoke` has those.
# Seen: the outputs of both events added, 6 and 513, and the input of the first, 2,679. A classifier that answers with a few
# tokens costs half as much again at the output as its bill says, a streamed search a fraction at the input.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @langchain/anthropic@1.5.11 @langchain/core@1.4.0 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { ChatAnthropic } from "@langchain/anthropic";
import { concat } from "@langchain/core/utils/stream";

const CACHE = { cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
const COUNTS = {
  short: [{ ...CACHE, input_tokens: 1_200, output_tokens: 2 }, { ...CACHE, input_tokens: 1_200, output_tokens: 4 }],
  search: [{ ...CACHE, input_tokens: 2_679, output_tokens: 3 }, { ...CACHE, input_tokens: 10_682, output_tokens: 510 }],
};
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model, stream } = JSON.parse(body);
  const [before, after] = COUNTS[model];
  const message = { id: "m1", type: "message", role: "assistant", model, stop_sequence: null };
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  const content = [{ type: "text", text: "Hello" }];
  if (!stream) return response.end(JSON.stringify({ ...message, content, stop_reason: "end_turn", usage: after }));
  const events = [
    { type: "message_start", message: { ...message, content: [], stop_reason: null, usage: before } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: after },
    { type: "message_stop" },
  ];
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const anthropicApiUrl = `http://127.0.0.1:${server.address().port}`;

const countsOf = ({ usage_metadata: usage }) => [usage.input_tokens, usage.output_tokens];
const seen = {};
for (const model of ["short", "search"]) {
  const chat = new ChatAnthropic({ model, apiKey: "x", anthropicApiUrl, maxRetries: 0 });
  let streamed;
  for await (const part of await chat.stream("hi")) streamed = streamed ? concat(streamed, part) : part;
  seen[model] = { invoke: countsOf(await chat.invoke("hi")), stream: countsOf(streamed) };
}
console.log(JSON.stringify(seen));
server.closeAllConnections();
server.close();
const expected = { short: { invoke: [1_200, 4], stream: [1_200, 6] }, search: { invoke: [10_682, 510], stream: [2_679, 513] } };
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: counts that are cumulative are added up"
