import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

type Asked = { model: string; stream?: boolean; stream_options?: { include_usage?: boolean } };

export type StubProvider = {
  /** With /v1 at its end. */
  url: string;
  /** The models that were asked, one entry a call. */
  asked: string[];
  close: () => void;
};

const USAGE = {
  prompt_tokens: 1200,
  completion_tokens: 42,
  total_tokens: 1242,
  prompt_tokens_details: { cached_tokens: 1024 },
  completion_tokens_details: { reasoning_tokens: 8 },
};
const FIRST_TOKEN_MS = 60;

/**
 * A provider that speaks OpenAI's chat protocol. A model called fail-429-… is answered 429; slow-… is never answered;
 * flaky-… fails the first time; all others answer.
 */
export async function startStubProvider(): Promise<StubProvider> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Asked;
    const isFirst = !asked.includes(body.model);
    asked.push(body.model);
    const status =
      /^fail-(\d{3})-/.exec(body.model)?.[1] ?? (body.model.startsWith("flaky-") && isFirst ? "500" : null);
    if (status) return refuse(response, Number(status));
    if (body.stream) return stream(response, body);
    if (body.model.startsWith("slow-")) return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ...chunkOf(body, {}), object: "chat.completion", choices: [CHOICE], usage: USAGE }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, asked, close: () => server.closeAllConnections() ?? server.close() };
}

const CHOICE = { index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello world" } };

function chunkOf({ model }: Asked, delta: object) {
  const id = "chatcmpl-stub";
  return {
    id,
    created: 1_790_000_000,
    model,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, finish_reason: null }],
  };
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message: `Refused with ${status}`, type: "stub", code: null } }));
}

async function stream(response: ServerResponse, body: Asked): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  send(chunkOf(body, { role: "assistant", content: "" }));
  await delay(FIRST_TOKEN_MS);
  for (const content of ["Hello ", "world"]) {
    send(chunkOf(body, { content }));
    await delay(20);
  }
  const last = chunkOf(body, {});
  send({ ...last, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  if (body.stream_options?.include_usage) send({ ...last, choices: [], usage: USAGE });
  response.end("data: [DONE]\n\n");
}
