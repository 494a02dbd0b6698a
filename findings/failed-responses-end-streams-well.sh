#!/usr/bin/env bash
# What a reader gets of streams of OpenAI's Responses API that end with response.failed, or stop before an end: openai 7.55.0
# with `responses.stream().finalResponse()`, @langchain/openai 1.6.0 with `stream` and `invoke`, @openai/agents 0.20.0.
#
# The guess: all throw, as openai's helper for chats does at a stream without an end, and LangChain's `invoke` at the failure.
# Seen: only the agents throw. openai resolves, with the status "failed" and with "in_progress"; LangChain's stream ends like
# any other, without a status or an error, also to its callbacks, of which tracers live. So whoever counts exceptions has a lower
# error rate for streams than for the same calls not streamed, and short answers that came fast among the good ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps openai@7.55.0 @langchain/openai@1.6.0 @langchain/core@1.4.0 \
  @openai/agents@0.20.0 zod@4.1.12 2> /dev/null
cat > try.mjs <<'PROGRAM'
import { createServer } from "node:http";
import { concat } from "@langchain/core/utils/stream";
import { ChatOpenAI } from "@langchain/openai";
import { Agent, OpenAIProvider, Runner, setTracingDisabled } from "@openai/agents";
import OpenAI from "openai";

setTracingDisabled(true);
const server = createServer(async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  const { model, stream } = JSON.parse(body);
  const answer = { id: "resp_1", object: "response", created_at: 1, model, tools: [], output: [], usage: null, error: null };
  const error = { code: "server_error", message: "The model failed." };
  const failed = { ...answer, status: "failed", error };
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  if (!stream) return response.end(JSON.stringify(failed));
  const item = { id: "msg_1", type: "message", role: "assistant", status: "in_progress", content: [] };
  const at = { item_id: "msg_1", output_index: 0, content_index: 0 };
  const events = [
    { type: "response.created", response: { ...answer, status: "in_progress" } },
    { type: "response.output_item.added", output_index: 0, item },
    { type: "response.content_part.added", ...at, part: { type: "output_text", text: "", annotations: [], logprobs: [] } },
    { type: "response.output_text.delta", ...at, delta: "Hello", logprobs: [] },
    ...(model === "failed" ? [{ type: "response.failed", response: failed }] : []),
  ];
  for (const [sequence_number, event] of events.entries()) {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`);
  }
  response.end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const settings = { apiKey: "x", baseURL: `http://127.0.0.1:${server.address().port}/v1`, maxRetries: 0 };
const openAIClient = new OpenAI(settings);
const runner = new Runner({ modelProvider: new OpenAIProvider({ openAIClient, useResponses: true }) });

const ways = {
  openai: async (model) => {
    return `status ${(await openAIClient.responses.stream({ model, input: "hi" }).finalResponse()).status}`;
  },
  langchain: async (model) => {
    let all;
    const heard = [];
    const callbacks = [{ handleLLMEnd: () => heard.push("end"), handleLLMError: () => heard.push("error") }];
    for await (const part of await chatOf(model).stream("hi", { callbacks })) all = all ? concat(all, part) : part;
    return `status ${all.response_metadata.status ?? "none"}, callbacks ${heard}`;
  },
  "langchain, not streamed": async (model) => (await chatOf(model).invoke("hi")).text,
  agents: async (model) => {
    const run = await runner.run(new Agent({ name: "one", model }), "hi", { stream: true });
    for await (const _ of run);
    await run.completed;
    return "ended";
  },
};
const chatOf = (model) => new ChatOpenAI({ model, apiKey: "x", useResponsesApi: true, maxRetries: 0, configuration: settings });
const seen = {};
for (const [name, ask] of Object.entries(ways)) {
  for (const model of name.endsWith("streamed") ? ["failed"] : ["failed", "cut"]) {
    seen[`${name}, ${model}`] = await ask(model).catch(() => "throws");
  }
}
console.log(JSON.stringify(seen, null, 1));
server.closeAllConnections();
server.close();
const expected = {
  ...{ "openai, failed": "status failed", "openai, cut": "status in_progress" },
  ...{ "langchain, failed": "status none, callbacks end", "langchain, cut": "status none, callbacks end" },
  ...{ "langchain, not streamed, failed": "throws", "agents, failed": "throws", "agents, cut": "throws" },
};
process.exitCode = JSON.stringify(seen) === JSON.stringify(expected) ? 0 : 1;
PROGRAM
echo "node $(node --version)"
timeout 60 node --no-warnings try.mjs || { echo "CHANGED"; exit 1; }
echo "As found: streams that failed end like others"
