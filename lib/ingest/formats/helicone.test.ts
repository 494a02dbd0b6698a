import { describe, expect, test } from "vitest";
import { validateRecords } from "../validate-records";
import type { RequestFacts } from "./entry";
import { helicone } from "./helicone";

const RECEIVED_AT_US = Date.parse("2026-11-25T10:00:00Z") * 1_000;
const BASE = "/api/v1/logs/helicone";

/** The records of a body, as the store's own check takes them, without what they do not say. */
function recordsOf(body: unknown, request: Partial<RequestFacts> = {}): Record<string, unknown>[] {
  const text = JSON.stringify(body);
  const facts = { path: BASE, headers: new Map<string, string>(), ...request };
  return helicone.read({ text, receivedAtUs: RECEIVED_AT_US, request: facts }).map((entry) => {
    if (!("record" in entry)) throw new Error(JSON.stringify(entry));
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    return Object.fromEntries(Object.entries(entry.record).filter(([, value]) => value != null));
  });
}

/** What @helicone/helpers 1.8.3 posts: an empty object beside every text. */
const log = (providerResponse: object, more: object = {}) => ({
  providerRequest: { url: "custom-model-nopath", json: { model: "gpt-4o", messages: [], stream: true }, meta: {} },
  providerResponse: { headers: {}, status: 200, json: {}, ...providerResponse },
  timing: {
    startTime: { seconds: 1795330000, milliseconds: 100 },
    endTime: { seconds: 1795330001, milliseconds: 600 },
    timeToFirstToken: 300,
  },
  ...more,
});
const textOf = (textBody: string, more: object = {}) => recordsOf(log({ textBody, ...more }))[0];

const chunk = (delta: object, finish_reason: string | null = null) => ({
  ...{ id: "c1", object: "chat.completion.chunk", model: "gpt-4o-2024-08-06" },
  choices: [{ index: 0, delta, finish_reason }],
});
const usage = {
  prompt_tokens: 1200,
  completion_tokens: 42,
  total_tokens: 1242,
  prompt_tokens_details: { cached_tokens: 1024 },
};
const CHUNKS = [
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Hi" }),
  chunk({}, "stop"),
  { ...chunk({}), choices: [], usage },
];
const lines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const events = (values: readonly object[], end = "\n\n") =>
  values.map((value) => `data: ${JSON.stringify(value)}${end}`).join("");
const TOKENS = { input_tokens: 1200, cached_input_tokens: 1024, output_tokens: 42 };
const WHOLE = { id: "c1", model: "gpt-4o-2024-08-06", outcome: "ok", streamed: true, ttft_ms: 300, ...TOKENS };

describe("an answer as text, beside an empty object", () => {
  test.each([
    ["one chunk a line, as the SDKs' streams are logged", lines(CHUNKS)],
    ["server-sent events", `${events(CHUNKS)}data: [DONE]\n\n`],
    ["events whose lines end as in HTTP", `${events(CHUNKS, "\r\n\r\n")}data: [DONE]\r\n\r\n`],
    [
      "events after comments, as of OpenRouter",
      `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${events(CHUNKS)}`,
    ],
    ["events with other fields", events(CHUNKS).replaceAll("data:", "id: 7\nretry: 10\nevent: chunk\ndata:")],
    ["events without the space", events(CHUNKS).replaceAll("data: ", "data:")],
    ["events of several lines", `data: {"id":"c1",\ndata: "model":"gpt-4o-2024-08-06",\n\n${events(CHUNKS)}`],
    ["a list of chunks", JSON.stringify(CHUNKS)],
  ])("a stream as %s has its tokens", (_, text) => {
    expect(textOf(text)).toMatchObject(WHOLE);
  });

  test("whole, over several lines", () => {
    const answer = { id: "c0", model: "gpt-4o-x", choices: [{ message: {}, finish_reason: "stop" }], usage };
    expect(textOf(JSON.stringify(answer, null, 2))).toMatchObject({ id: "c0", model: "gpt-4o-x", ...TOKENS });
  });

  test("is not read where the object says something", () => {
    const [record] = recordsOf(log({ json: { id: "c9", model: "m", usage }, textBody: "{}" }));
    expect(record).toMatchObject({ id: "c9", model: "m", ...TOKENS });
  });

  test("of which the Python logger marks the object with words of its own", () => {
    const json = { _type: "unknown", toolName: "unknown" };
    expect(recordsOf(log({ json, textBody: lines(CHUNKS) }))[0]).toMatchObject(WHOLE);
  });

  test("of Anthropic: the input stands at the beginning and the output at the end", () => {
    const text = [
      [
        "message_start",
        {
          message: {
            id: "msg_1",
            model: "claude-x",
            usage: {
              ...{
                input_tokens: 2000,
                cache_read_input_tokens: 1000,
                cache_creation_input_tokens: 100,
                output_tokens: 1,
              },
            },
          },
        },
      ],
      ["ping", {}],
      ["content_block_delta", { delta: { type: "text_delta", text: "Hi" } }],
      ["message_delta", { delta: { stop_reason: "end_turn" }, usage: { output_tokens: 50 } }],
      ["message_stop", {}],
    ]
      .map(([type, value]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...Object(value) })}\n\n`)
      .join("");
    expect(textOf(text)).toMatchObject({
      ...{ id: "msg_1", model: "claude-x", outcome: "ok", input_tokens: 3100, cached_input_tokens: 1000 },
      ...{ cache_write_tokens: 100, output_tokens: 50 },
    });
  });

  test("of the Responses API", () => {
    const response = { id: "resp_1", model: "gpt-5-x", error: null };
    const text = events([
      { type: "response.created", response: { ...response, status: "in_progress", usage: null } },
      { type: "response.output_text.delta", delta: "Hi" },
      {
        type: "response.completed",
        response: {
          ...response,
          usage: { input_tokens: 900, input_tokens_details: { cached_tokens: 512 }, output_tokens: 20 },
        },
      },
    ]);
    expect(textOf(text)).toMatchObject({
      ...{
        id: "resp_1",
        model: "gpt-5-x",
        outcome: "ok",
        input_tokens: 900,
        cached_input_tokens: 512,
        output_tokens: 20,
      },
    });
  });

  test("of Gemini, whose thinking is output too", () => {
    const usageMetadata = {
      promptTokenCount: 1000,
      candidatesTokenCount: 50,
      thoughtsTokenCount: 200,
      cachedContentTokenCount: 800,
    };
    const text = JSON.stringify({ candidates: [], usageMetadata, modelVersion: "gemini-2.5-flash", responseId: "r-1" });
    expect(textOf(text)).toMatchObject({
      ...{ id: "r-1", model: "gemini-2.5-flash", input_tokens: 1000, cached_input_tokens: 800 },
      ...{ output_tokens: 250, reasoning_tokens: 200 },
    });
  });
});

describe("how it ended", () => {
  const error = { message: "Rate limit reached", type: "requests", code: "rate_limit_exceeded" };
  test.each([
    ["a refusal told as text", { textBody: JSON.stringify({ error }) }, "rate_limited"],
    [
      "an error within a stream",
      { textBody: lines([...CHUNKS.slice(0, 2), { error: { message: "broke", type: "server_error" } }]) },
      "server_error",
    ],
    [
      "an error event of the Responses API",
      {
        textBody: events([{ type: "response.created" }, { type: "error", code: "rate_limit_exceeded", message: "x" }]),
      },
      "rate_limited",
    ],
    [
      "an event that is called error",
      { textBody: `${events(CHUNKS.slice(0, 2))}event: error\ndata: {"message":"overloaded"}\n\n` },
      "server_error",
    ],
    [
      "an overloaded Anthropic",
      {
        textBody: 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
      },
      "server_error",
    ],
    [
      "OpenRouter's finish reason of an error",
      { textBody: lines([CHUNKS[0] ?? {}, chunk({}, "error")]) },
      "server_error",
    ],
    [
      "a response that failed",
      { textBody: events([{ type: "response.failed", response: { error: { code: "server_error" } } }]) },
      "server_error",
    ],
    ["a stream cut before its end", { textBody: lines(CHUNKS.slice(0, 2)) }, "server_error"],
    [
      "a stream that stops at [DONE] without usage",
      { textBody: `${events(CHUNKS.slice(0, 2))}data: [DONE]\n\n` },
      "ok",
    ],
    ["a status of the provider", { status: 503, json: { error } }, "server_error"],
    [
      "an Anthropic stream cut before its end",
      { textBody: events([{ type: "message_start", message: { usage: { input_tokens: 9 } } }]) },
      "server_error",
    ],
    [
      "a stream its reader left, which the logger calls -3",
      { status: -3, textBody: lines(CHUNKS.slice(0, 1)) },
      "cancelled",
    ],
  ])("%s", (_, response, outcome) => {
    const [record] = recordsOf(log(response));
    expect(record).toMatchObject({ outcome });
    if (outcome !== "ok") expect(record).not.toHaveProperty("input_tokens");
    if (outcome !== "ok") expect(record).not.toHaveProperty("ttft_ms");
  });

  test.each([
    [
      "Error: 429 Rate limit reached\n    at APIError.generate (x.mjs:1:2)\n\n",
      { outcome: "rate_limited", http_status: 429 },
    ],
    ["Error: The server had an error\n    at f (x.mjs:1:2)\n\n", { outcome: "server_error" }],
    ["Error: Request was aborted.\n    at f (x.mjs:1:2)\n\n", { outcome: "cancelled" }],
    [
      "AbortError: This operation was aborted\n    at f (x.mjs:1:2)\n\n",
      { outcome: "cancelled", error_code: "AbortError" },
    ],
    ["Error: Request timed out.\n\n", { outcome: "timeout" }],
    ["TypeError: fetch failed\n\n", { outcome: "server_error", error_code: "TypeError" }],
  ])("an exception, whose status is 500 whatever it was: %s", (textBody, expected) => {
    const [record] = recordsOf(log({ status: 500, textBody: `${textBody}${lines(CHUNKS.slice(0, 2))}` }));
    expect(record).toMatchObject(expected);
    if (!("http_status" in expected)) expect(record).not.toHaveProperty("http_status");
  });

  test("no message is kept", () => {
    const body = log({ status: 500, textBody: "Error: 400 my name is Ada\n" });
    expect(JSON.stringify(recordsOf(body))).not.toContain("Ada");
  });
});

describe("what the app says of itself", () => {
  const headers = new Map([
    ["helicone-property-app", "search"],
    ["helicone-property-tier", "gold"],
    ["helicone-session-id", "s-1"],
    ["helicone-request-id", "r-1"],
  ]);

  test("is read from the headers of the post, over those the logger was made with and the request's meta", () => {
    const body = log({
      textBody: lines(CHUNKS),
      headers: { "Helicone-Property-Provider": "deepseek", "Helicone-Property-App": "x" },
    });
    const meta = { "Helicone-Property-Region": "eu-1" };
    const request = { ...body, providerRequest: { ...body.providerRequest, meta } };
    expect(recordsOf(request, { headers })[0]).toMatchObject({
      ...{ id: "r-1", app: "search", tier: "gold", provider: "deepseek", region: "eu-1", trace_id: "s-1" },
    });
  });

  test("by a request's id stays each call's own where several came together", () => {
    const other = log({ textBody: lines(CHUNKS).replaceAll('"c1"', '"c2"') });
    const records = recordsOf([log({ textBody: lines(CHUNKS) }), other], { headers });
    expect(records).toMatchObject([
      { id: "c1", app: "search" },
      { id: "c2", app: "search" },
    ]);
  });

  test("names whose API it was, or the address does", () => {
    const provider = (path: string, more: object = {}) =>
      recordsOf(log({ textBody: lines(CHUNKS) }, more), { path: `${BASE}${path}` })[0]?.provider;
    expect(provider("/anthropic/v1/log")).toBe("anthropic");
    expect(provider("/googleapis/v1/log")).toBe("google");
    expect(provider("/oai/v1/log", { provider: "GROQ" })).toBe("groq");
    expect(provider("/custom/v1/log")).toBeUndefined();
    expect(provider("")).toBeUndefined();
  });

  test("only such headers of a post are read", () => {
    const read = ["helicone-property-app", "helicone-session-id", "helicone-request-id", "helicone-user-id"];
    const others = ["authorization", "cookie", "helicone-auth", "x-request-id"];
    expect([...read, ...others].filter((name) => helicone.readsHeader?.(name))).toEqual(read);
  });
});
