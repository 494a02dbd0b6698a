import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { answerAnthropic, anthropicError } from "./stub-anthropic";
import { answerGoogle, googleError } from "./stub-google";

const GOOGLE_PATH = /\/models\/([^:/]+):(generateContent|streamGenerateContent)/;

type Asked = { model: string; stream?: boolean; stream_options?: { include_usage?: boolean }; input?: unknown };

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
 * A provider that speaks OpenAI's chat and responses protocols, Anthropic's and Gemini's. A model called fail-429-… is answered
 * 429; slow-… is never answered; flaky-… fails the first time; a stream of broken-… has an error in it, and of cut-… no end; one
 * called tool-… asks for a tool; all others answer.
 */
export async function startStubProvider(): Promise<StubProvider> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const google = GOOGLE_PATH.exec(request.url ?? "");
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}") as Asked;
    if (google?.[1]) Object.assign(body, { model: google[1], stream: google[2] === "streamGenerateContent" });
    const isAnthropic = request.url?.includes("/messages") ?? false;
    const isFirst = !asked.includes(body.model);
    asked.push(body.model);
    const status =
      /^fail-(\d{3})-/.exec(body.model)?.[1] ?? (body.model.startsWith("flaky-") && isFirst ? "500" : null);
    if (status) {
      const error = google ? googleError(Number(status)) : isAnthropic ? anthropicError(Number(status)) : undefined;
      return refuse(response, Number(status), error);
    }
    if (google && !body.model.startsWith("slow-")) {
      return answerGoogle(response, { model: body.model, stream: body.stream === true });
    }
    if (request.url?.endsWith("/count_tokens")) return void response.end(JSON.stringify({ input_tokens: 3100 }));
    if (isAnthropic && !body.model.startsWith("slow-")) return answerAnthropic(response, body);
    if (body.stream) return request.url?.endsWith("/responses") ? streamEvents(response, body) : stream(response, body);
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

function refuse(response: ServerResponse, status: number, error?: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(error ?? { error: { message: `Refused with ${status}`, type: "stub", code: null } }));
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
  if (body.model.startsWith("broken-")) send({ error: { message: "The server had an error", type: "server_error" } });
  if (/^(broken|cut)-/.test(body.model)) return void response.end();
  const last = chunkOf(body, {});
  send({ ...last, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  if (body.stream_options?.include_usage) send({ ...last, choices: [], usage: USAGE });
  response.end("data: [DONE]\n\n");
}

async function streamEvents(response: ServerResponse, { model }: Asked): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (type: string, more: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  const answer = { id: "resp-stub", object: "response", created_at: 1_790_000_000, model, output: [], error: null };
  send("response.created", { response: { ...answer, status: "in_progress", usage: null } });
  await delay(FIRST_TOKEN_MS);
  send("response.output_text.delta", { item_id: "m", output_index: 0, content_index: 0, delta: "Hello world" });
  await delay(20);
  const usage = {
    input_tokens: USAGE.prompt_tokens,
    input_tokens_details: USAGE.prompt_tokens_details,
    output_tokens: USAGE.completion_tokens,
    output_tokens_details: USAGE.completion_tokens_details,
    total_tokens: USAGE.total_tokens,
  };
  if (!model.startsWith("cut-")) send("response.completed", { response: { ...answer, status: "completed", usage } });
  response.end();
}
