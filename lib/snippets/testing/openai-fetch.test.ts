import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { type Listening, listen } from "@/lib/router-client/testing/listen";
import { type StubSwitchyard, startStubSwitchyard } from "@/lib/router-client/testing/stub-switchyard";

/** What a provider writes: values as events, text as it stands; a number is so many ms of waiting, a function what it waits for. */
type Script = readonly (object | string | number | (() => Promise<void>))[];
const FIRST_MS = 50;
const messages = [{ role: "user" as const, content: "hi" }];

let switchyard: StubSwitchyard;
let provider: Listening;
let script: Script = [];
let paths: string[] = [];
let hasLeft = false;
let partsSeen = 0;
let flushLogs: () => Promise<void>;
let loggedFetch: typeof fetch;
let client: OpenAI;

beforeEach(async () => {
  switchyard = await startStubSwitchyard();
  hasLeft = false;
  partsSeen = 0;
  paths = [];
  provider = await listen(async (request, _body, response) => {
    paths.push(request.url ?? "");
    response.on("close", () => {
      hasLeft = !response.writableFinished;
    });
    await play(response);
  });
  vi.resetModules();
  vi.stubEnv("SWITCHYARD_URL", switchyard.url);
  vi.stubEnv("SWITCHYARD_API_KEY", "key");
  ({ flushLogs, loggedFetch } = await import("../openai-fetch"));
  client = new OpenAI({ apiKey: "x", baseURL: `${provider.url}/v1`, maxRetries: 0, fetch: loggedFetch });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([provider.close(), switchyard.close()]);
});

async function play(response: ServerResponse): Promise<void> {
  const isWhole = script.length === 1 && typeof script[0] === "object";
  response.setHeader("content-type", isWhole ? "application/json" : "text/event-stream; charset=utf-8");
  if (isWhole) return void response.end(JSON.stringify(script[0]));
  response.flushHeaders();
  for (const step of script) {
    if (typeof step === "number") await delay(step);
    else if (typeof step === "function") await step();
    else if (step === "reset") response.destroy();
    else response.write(typeof step === "string" ? step : `data: ${JSON.stringify(step)}\n\n`);
    if (response.destroyed) return;
  }
  response.end();
}

/** The one record that a call leaves, once it has. */
async function recordOf(call: () => Promise<unknown>): Promise<LogRecordInput> {
  await call().catch(() => undefined);
  await vi.waitFor(() => expect(switchyard.logs.size).toBe(1), { timeout: 2_000, interval: 5 });
  await flushLogs();
  const [record] = switchyard.logs.values();
  if (!record) throw new Error("There is no record");
  return record;
}

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts) partsSeen++;
}
/** Waits until the caller has had so many parts of the stream. */
const seen = (parts: number) => () =>
  vi.waitFor(() => expect(partsSeen).toBeGreaterThanOrEqual(parts), { interval: 2 });
const chat = (model = "gpt") => client.chat.completions.create({ model, messages });
const chatStream = async () => drain(await client.chat.completions.create({ model: "gpt", messages, stream: true }));
const respond = () => client.responses.create({ model: "gpt", input: "hi" });
const respondStream = async () => drain(await client.responses.create({ model: "gpt", input: "hi", stream: true }));

const chunk = (delta: object, finish_reason: string | null = null) => ({
  ...{ id: "c1", object: "chat.completion.chunk", model: "gpt-2024", usage: null },
  choices: [{ index: 0, delta, finish_reason }],
});
const ROLE = chunk({ role: "assistant", content: "", refusal: null, tool_calls: null });
const USAGE = {
  ...{ prompt_tokens: 1200, completion_tokens: 42, total_tokens: 1242 },
  ...{ prompt_tokens_details: { cached_tokens: 1024 }, completion_tokens_details: { reasoning_tokens: 8 } },
};
const COUNTED = { ...chunk({}), choices: [], usage: USAGE };
const TOKENS = { input_tokens: 1200, cached_input_tokens: 1024, output_tokens: 42, reasoning_tokens: 8 };
const DONE = "data: [DONE]\n\n";
const response = (more: object) => ({
  id: "resp_1",
  object: "response",
  model: "gpt-2024",
  output: [],
  error: null,
  ...more,
});
const RESPONSE_USAGE = {
  ...{ input_tokens: 900, input_tokens_details: { cached_tokens: 512 }, output_tokens: 20 },
  ...{ output_tokens_details: { reasoning_tokens: 5 }, total_tokens: 920 },
};
const RESPONSE_TOKENS = { input_tokens: 900, cached_input_tokens: 512, output_tokens: 20, reasoning_tokens: 5 };
const CREATED = { type: "response.created", response: response({ status: "in_progress", usage: null }) };
const said = (type: string, more: object = {}) => ({ type, output_index: 0, delta: "Hi", ...more });
const finished = (type: string, more: object = {}) => ({
  type,
  response: response({ usage: RESPONSE_USAGE, ...more }),
});

describe("a chat's stream", () => {
  test.each<[string, Script]>([
    ["text", [ROLE, FIRST_MS, chunk({ content: "Hi" }), seen(2), 60, chunk({}, "stop"), COUNTED, DONE]],
    [
      "reasoning",
      [
        ROLE,
        FIRST_MS,
        chunk({ reasoning_content: "hm" }),
        seen(2),
        60,
        chunk({ content: "Hi" }, "stop"),
        COUNTED,
        DONE,
      ],
    ],
    [
      "reasoning by another name",
      [ROLE, FIRST_MS, chunk({ reasoning: "hm" }), seen(2), 60, chunk({ content: "Hi" }, "stop"), COUNTED, DONE],
    ],
    [
      "a tool that is called",
      [
        ROLE,
        FIRST_MS,
        chunk({ tool_calls: [{ index: 0, id: "t", function: { name: "f" } }] }),
        seen(2),
        60,
        chunk({}, "tool_calls"),
        COUNTED,
        DONE,
      ],
    ],
    ["a refusal", [ROLE, FIRST_MS, chunk({ refusal: "no" }), seen(2), 60, chunk({}, "stop"), COUNTED, DONE]],
    [
      "text, with comments, lines as in HTTP and events of several lines",
      [
        ": OPENROUTER PROCESSING\r\n\r\n",
        FIRST_MS,
        'event: chunk\r\ndata: {"model":"gpt-2024","choices":\r',
        '\ndata: [{"delta":{"content":"Hi"}}]}\r\n\r\n',
        seen(1),
        60,
        `data:${JSON.stringify(chunk({}, "stop"))}\r\n\r\n`,
        `data: ${JSON.stringify(COUNTED)}\n\n`,
        "data: [DONE]",
      ],
    ],
  ])("begins with %s, and has its tokens", async (_, answer) => {
    script = answer;
    const record = await recordOf(chatStream);
    expect(record).toMatchObject({ model: "gpt-2024", http_status: 200, streamed: true, ...TOKENS });
    expect(record).not.toHaveProperty("outcome");
    expect(record.ttft_ms).toBeGreaterThan(FIRST_MS - 5);
    expect(record.ttft_ms).toBeLessThan((record.duration_ms ?? 0) - 40);
  });

  test("without usage has unknown tokens, and is whole by its reason or by [DONE]", async () => {
    for (const end of [[chunk({}, "length")], [DONE]]) {
      script = [ROLE, chunk({ content: "Hi" }), ...end];
      const record = await recordOf(chatStream);
      expect(record).toMatchObject({ http_status: 200 });
      for (const name of ["outcome", ...Object.keys(TOKENS)]) expect(record).not.toHaveProperty(name);
      switchyard.logs.clear();
    }
  });

  test.each<[string, Script, object]>([
    [
      "has an error in it",
      [ROLE, chunk({ content: "H" }), { error: { message: "broke", type: "server_error", code: null } }],
      { outcome: "server_error", error_code: "server_error" },
    ],
    [
      "has a rate limit in it",
      [ROLE, { error: { message: "slow", type: "requests", code: "rate_limit_exceeded" } }, DONE],
      { outcome: "rate_limited" },
    ],
    ["has a status in it", [ROLE, { error: { message: "slow", code: 429 } }], { http_status: 429 }],
    [
      "has an event called error in it",
      [ROLE, 'event: error\ndata: {"message":"my name is Ada"}\n\n'],
      { outcome: "server_error" },
    ],
    ["ends for an error", [ROLE, chunk({ content: "H" }, "error"), DONE], { outcome: "server_error" }],
    ["is cut before its end", [ROLE, chunk({ content: "H" })], { outcome: "server_error" }],
    ["is cut within a chunk", [ROLE, 'data: {"choices":[{"del'], { outcome: "server_error" }],
    ["is reset", [ROLE, chunk({ content: "H" }), 20, "reset"], { outcome: "server_error" }],
    ["says nothing", [""], { outcome: "server_error" }],
  ])("that %s is a failure without a first token", async (_, answer, expected) => {
    script = answer;
    const record = await recordOf(chatStream);
    expect(record).toMatchObject(expected);
    expect(record).not.toHaveProperty("ttft_ms");
    expect(JSON.stringify(record)).not.toContain("Ada");
  });

  const ENDLESS = [
    ROLE,
    chunk({ content: "H" }),
    ...Array.from({ length: 100 }, () => [20, chunk({ content: "i" })]).flat(),
  ];
  test.each<[string, () => Promise<unknown>]>([
    [
      "leaves the loop",
      async () => {
        for await (const _ of await client.chat.completions.create({ model: "gpt", messages, stream: true })) break;
      },
    ],
    [
      "aborts",
      async () => {
        const stop = new AbortController();
        const parts = await client.chat.completions.create(
          { model: "gpt", messages, stream: true },
          { signal: stop.signal },
        );
        setTimeout(() => stop.abort(), 40);
        await drain(parts);
      },
    ],
    [
      "cancels the body",
      async () => {
        const body = JSON.stringify({ model: "gpt", messages, stream: true });
        const answer = await loggedFetch(`${provider.url}/v1/chat/completions`, { method: "POST", body });
        await answer.body?.cancel();
      },
    ],
  ])("whose caller %s is cancelled, and its provider is left", async (_, call) => {
    script = ENDLESS;
    expect(await recordOf(call)).toMatchObject({ outcome: "cancelled", streamed: true });
    await vi.waitFor(() => expect(hasLeft).toBe(true));
  });

  test("whose caller leaves when it is whole is no less whole", async () => {
    script = [ROLE, chunk({ content: "Hi" }), chunk({}, "stop"), 1_000, DONE];
    const record = await recordOf(async () => {
      for await (const { choices } of await client.chat.completions.create({ model: "gpt", messages, stream: true })) {
        if (choices[0]?.finish_reason) break;
      }
    });
    expect(record).toMatchObject({ http_status: 200 });
    expect(record).not.toHaveProperty("outcome");
  });
});

describe("the Responses API", () => {
  test("has its tokens, streamed or not", async () => {
    script = [response({ status: "completed", usage: RESPONSE_USAGE })];
    expect(await recordOf(respond)).toMatchObject({
      model: "gpt-2024",
      http_status: 200,
      streamed: false,
      ...RESPONSE_TOKENS,
    });
    switchyard.logs.clear();
    for (const type of ["response.completed", "response.incomplete"]) {
      partsSeen = 0;
      script = [CREATED, FIRST_MS, said("response.output_text.delta"), seen(2), 60, finished(type)];
      const record = await recordOf(respondStream);
      expect(record).toMatchObject({ model: "gpt-2024", streamed: true, ...RESPONSE_TOKENS });
      expect(record).not.toHaveProperty("outcome");
      expect(record.ttft_ms).toBeGreaterThan(FIRST_MS - 5);
      expect(record.ttft_ms).toBeLessThan((record.duration_ms ?? 0) - 40);
      switchyard.logs.clear();
    }
  });

  test.each([
    said("response.reasoning_summary_text.delta"),
    said("response.reasoning_text.delta"),
    said("response.function_call_arguments.delta"),
    { type: "response.output_item.added", item: { type: "function_call", name: "f" } },
  ])("begins with $type", async (first) => {
    const reasoning = { type: "response.output_item.added", item: { type: "reasoning" } };
    script = [
      CREATED,
      reasoning,
      FIRST_MS,
      first,
      seen(3),
      60,
      said("response.output_text.delta"),
      finished("response.completed"),
    ];
    const { ttft_ms, duration_ms } = await recordOf(respondStream);
    expect(ttft_ms).toBeGreaterThan(FIRST_MS - 5);
    expect(ttft_ms).toBeLessThan((duration_ms ?? 0) - 40);
  });

  test.each<[string, Script, object]>([
    [
      "failed",
      [CREATED, finished("response.failed", { status: "failed", error: { code: "server_error", message: "x" } })],
      { outcome: "server_error", ...RESPONSE_TOKENS },
    ],
    [
      "failed for a rate limit",
      [CREATED, finished("response.failed", { error: { code: "rate_limit_exceeded", message: "x" } })],
      { outcome: "rate_limited" },
    ],
    [
      "sent an error",
      [CREATED, { type: "error", code: "server_error", message: "x", param: null }],
      { outcome: "server_error", error_code: "server_error" },
    ],
    ["was cut", [CREATED, said("response.output_text.delta")], { outcome: "server_error" }],
  ])("that %s is a failure", async (_, answer, expected) => {
    script = answer;
    expect(await recordOf(respondStream)).toMatchObject(expected);
  });

  test("that failed without a stream is a failure", async () => {
    script = [response({ status: "failed", error: { code: "server_error", message: "x" } })];
    expect(await recordOf(respond)).toMatchObject({ outcome: "server_error", error_code: "server_error" });
  });
});

describe("other calls", () => {
  test("an embedding has its input and no output, and says what it is", async () => {
    script = [
      {
        object: "list",
        model: "emb-3",
        data: [{ index: 0, embedding: [0.1] }],
        usage: { prompt_tokens: 9, total_tokens: 9 },
      },
    ];
    const record = await recordOf(() => client.embeddings.create({ model: "emb", input: "hi" }));
    expect(record).toMatchObject({ model: "emb-3", input_tokens: 9, tags: ["operation:embedding"], streamed: false });
    expect(record).not.toHaveProperty("output_tokens");
  });

  test("an error in an answer of status 200, and an answer that is none", async () => {
    script = [{ error: { message: "x", type: "server_error", code: 503 } }];
    expect(await recordOf(() => chat())).toMatchObject({ http_status: 503, error_code: "server_error" });
    switchyard.logs.clear();
    script = ["<html>"];
    const plain = () => loggedFetch(`${provider.url}/v1/chat/completions`, { method: "POST", body: '{"model":"m"}' });
    const record = await recordOf(async () => (await plain()).text());
    expect(record).toMatchObject({ http_status: 200, outcome: "server_error" });
  });

  test("what asks no model for text is asked and not logged", async () => {
    script = [{ object: "list", data: [] }];
    await client.models.list();
    await client.moderations.create({ model: "m", input: "hi" });
    await client.images.generate({ model: "m", prompt: "hi" });
    script = [{ id: "c", model: "m", choices: [], usage: USAGE }];
    await recordOf(() => chat("m"));
    expect(paths).toEqual(["/v1/models", "/v1/moderations", "/v1/images/generations", "/v1/chat/completions"]);
    expect(switchyard.logs.size).toBe(1);
  });
});

test("an answer is passed on to the byte and as it comes, with its address, status and headers", async () => {
  script = [ROLE, "data: \u{1F600} no JSON\n\n", 30, chunk({ content: "Grüße" }), 30, chunk({}, "stop"), DONE];
  const init = { method: "POST", body: JSON.stringify({ model: "gpt", stream: true }) };
  const url = `${provider.url}/v1/chat/completions?api-version=1`;
  const [own, logged] = await Promise.all([fetch(url, init), loggedFetch(url, init)]);

  const shown = ({ status, url: address, headers }: Response) => [status, address, headers.get("content-type")];
  expect(shown(logged)).toEqual(shown(own));
  expect(Buffer.from(await logged.arrayBuffer())).toEqual(Buffer.from(await own.arrayBuffer()));
});

test("a caller who takes their time holds a provider back instead of filling memory", async () => {
  const large = chunk({ content: "x".repeat(100_000) });
  let written = 0;
  script = Array.from({ length: 400 }, () => large);
  const fetched = vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
    const bytes = new TextEncoder().encode(`data: ${JSON.stringify(large)}\n\n`);
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      written += bytes.length;
      controller.enqueue(Uint8Array.from(bytes));
    };
    return new Response(new ReadableStream({ pull }), { headers: { "content-type": "text/event-stream" } });
  });
  const answer = await loggedFetch("http://provider/v1/chat/completions", {
    method: "POST",
    body: '{"model":"m","stream":true}',
  });
  await delay(50);
  fetched.mockRestore();

  expect(written).toBeLessThan(1_000_000);
  await answer.body?.cancel();
});
