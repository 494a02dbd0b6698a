import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isAppError } from "@/lib/contract/error";
import { validateRecords } from "../validate-records";
import type { Entry } from "./entry";
import { FORMATS } from "./formats";

const RECEIVED_AT_US = Date.parse("2026-11-25T10:00:00Z") * 1_000;
const read = (format: string, body: unknown): Entry[] =>
  FORMATS.get(format)?.read({
    text: typeof body === "string" ? body : JSON.stringify(body),
    receivedAtUs: RECEIVED_AT_US,
  }) ?? [];

/** Each entry without what it does not know; records as the store's own check takes them. */
function summary(entries: readonly Entry[]): unknown[] {
  return entries.map((entry) => {
    if (!("record" in entry))
      return "ignored" in entry ? `ignored: ${entry.ignored}` : `unreadable: ${entry.unreadable}`;
    const { invalid } = validateRecords([{ value: entry.record }]);
    expect(invalid).toEqual([]);
    return Object.fromEntries(
      Object.entries(entry.record).filter(([, value]) => value !== null && value !== undefined),
    );
  });
}

describe("LiteLLM", () => {
  const call = {
    id: "c-1",
    trace_id: "t-9",
    call_type: "acompletion",
    stream: true,
    status: "success",
    startTime: 1795330000.1,
    completionStartTime: 1795330000.52,
    endTime: 1795330002.1,
    model: "deepseek-v3.2",
    model_group: "smart",
    custom_llm_provider: "openai",
    api_base: "https://api.siliconflow.cn/v1",
    prompt_tokens: 900,
    completion_tokens: 60,
    response_cost: 0.000268,
    cache_hit: null,
    request_tags: ["team-a"],
    metadata: { user_api_key_alias: "chat-app" },
    response: { usage: { prompt_tokens_details: { cached_tokens: 512 }, completion_tokens_details: null } },
  };
  const failure = {
    ...call,
    id: "c-2",
    status: "failure",
    startTime: 1795329999.8,
    endTime: 1795330000.02,
    completionStartTime: 1795330000.02,
    model: "kimi-k2.5",
    custom_llm_provider: "moonshot",
    api_base: "",
    prompt_tokens: 0,
    completion_tokens: 0,
    response_cost: 0,
    response: {},
    error_str: "RateLimitError",
    error_information: { error_code: "429", error_class: "RateLimitError" },
  };
  const expected = {
    id: "c-1",
    request_id: "t-9",
    trace_id: "t-9",
    model: "deepseek-v3.2",
    requested_model: "smart",
    tier: "smart",
    provider: "siliconflow",
    app: "chat-app",
    key: "chat-app",
    started_at: "2026-11-22T06:46:40.100Z",
    duration_ms: 2000,
    ttft_ms: 420,
    streamed: true,
    outcome: "ok",
    http_status: 200,
    input_tokens: 900,
    cached_input_tokens: 512,
    output_tokens: 60,
    cost_usd: 0.000268,
    tags: ["team-a"],
    attempt: 2,
    final: true,
  };

  test("a failed attempt and the one that helped, with a null between them", () => {
    expect(summary(read("litellm", [call, null, failure]))).toEqual([
      expected,
      "ignored: null, where LiteLLM could not build a payload",
      {
        ...{
          id: "c-2",
          request_id: "t-9",
          trace_id: "t-9",
          model: "kimi-k2.5",
          requested_model: "smart",
          tier: "smart",
        },
        ...{
          provider: "moonshot",
          app: "chat-app",
          key: "chat-app",
          started_at: "2026-11-22T06:46:39.800Z",
          duration_ms: 220,
        },
        ...{ streamed: true, outcome: "rate_limited", http_status: 429, error_code: "RateLimitError" },
        ...{ tags: ["team-a"], attempt: 1, final: false },
      },
    ]);
  });

  test("one alone, and one a line under the same content type", () => {
    const alone = { ...expected, attempt: 1 };
    expect(summary(read("litellm", call))).toEqual([alone]);
    expect(summary(read("litellm", `${JSON.stringify(call)}\n{"half\n${JSON.stringify(call)}`))).toHaveLength(3);
  });

  test.each([
    ["a first token at the end is none", { completionStartTime: call.endTime }, { ttft_ms: undefined }],
    ["a first token of what was not streamed is none", { stream: false }, { ttft_ms: undefined, streamed: false }],
    ["a cost of 0 for a model without a price is unknown", { response_cost: 0 }, { cost_usd: undefined }],
    [
      "a cost of 0 for a free model is 0",
      { response_cost: 0, model_map_information: { model_map_value: { input_cost_per_token: 0 } } },
      { cost_usd: 0 },
    ],
    [
      "an answer out of LiteLLM's cache asked nobody",
      { cache_hit: true },
      {
        ...{ model: "litellm-cache", provider: "litellm-cache", requested_model: "smart", cost_usd: 0 },
        ...{ input_tokens: undefined, ttft_ms: undefined, tags: ["cache_hit", "team-a"] },
      },
    ],
    ["times may be text without a zone", { startTime: "2026-11-22 06:46:40.100000" }, { duration_ms: 2000 }],
    ["no alias is no tier", { model_group: "" }, { tier: undefined, requested_model: undefined }],
  ])("%s", (_, change, consequence) => {
    expect(summary(read("litellm", { ...call, ...change }))[0]).toMatchObject(
      Object.fromEntries(Object.entries(consequence).filter(([, value]) => value !== undefined)),
    );
    for (const [field, value] of Object.entries(consequence)) {
      if (value === undefined) expect(summary(read("litellm", { ...call, ...change }))[0]).not.toHaveProperty(field);
    }
  });

  test.each([
    ["what it thinks it cost", { cost: "0.00075" }, 0.00075],
    ["nothing, where it fell back to 0", { cost: "0.0" }, undefined],
    ["0 for an answer out of its cache", { cost: "0.0", cache_hit: "True" }, 0],
  ])("the flat payload of old versions tells %s", (_, more, cost) => {
    const flat = {
      ...{
        id: "f-1",
        call_type: "acompletion",
        cache_hit: "None",
        model: "gpt-4o",
        modelParameters: "{}",
        usage: "{}",
      },
      ...{ startTime: "2026-11-20 09:20:46.847371", endTime: "2026-11-20 09:20:48.347371" },
      ...more,
    };
    const [first] = summary(read("litellm", flat));

    if (cost === undefined) expect(first).not.toHaveProperty("cost_usd");
    else expect(first).toHaveProperty("cost_usd", cost);
  });

  test("a message is no kind of error, and is not kept", () => {
    const [onlyEntry] = summary(
      read("litellm", { ...failure, error_str: "Invalid prompt: my name is Ada", error_information: {} }),
    );
    expect(onlyEntry).toMatchObject({ outcome: "server_error" });
    expect(JSON.stringify(onlyEntry)).not.toContain("Ada");
  });

  test("embeddings are no attempts, and what has no times cannot be read", () => {
    expect(summary(read("litellm", { ...call, call_type: "aembedding" }))).toEqual(["ignored: is an embedding call"]);
    expect(summary(read("litellm", { ...call, endTime: null }))[0]).toMatch(/^unreadable: startTime and endTime/);
  });

  test("rows of the spend table, text for everything", () => {
    const row = {
      ...{
        request_id: "r-1",
        call_type: "acompletion",
        model: "gpt-4o",
        model_group: "",
        custom_llm_provider: "openai",
      },
      ...{ api_base: "https://api.openai.com", spend: "0.00075", prompt_tokens: "100", completion_tokens: "50" },
      ...{ startTime: "2026-11-20 09:20:46.847371", endTime: "2026-11-20 09:20:48.347371", completionStartTime: "" },
      ...{ cache_hit: "None", request_tags: "[]", status: "success" },
      metadata: JSON.stringify({
        usage_object: { prompt_tokens_details: { cached_tokens: 30 } },
        attempted_retries: 1,
      }),
    };
    expect(summary(read("litellm-spend-logs", [row]))).toEqual([
      {
        ...{ id: "r-1", model: "gpt-4o", provider: "openai", started_at: "2026-11-20T09:20:46.847371Z" },
        ...{ duration_ms: 1500, outcome: "ok", http_status: 200, input_tokens: 100, cached_input_tokens: 30 },
        ...{ output_tokens: 50, cost_usd: 0.00075, attempt: 2 },
      },
    ]);
    expect(summary(read("litellm-spend-logs", [{ ...row, cache_hit: "True" }]))[0]).toMatchObject({
      provider: "litellm-cache",
    });
    const error = { ...row, exception_type: "Timeout", status_code: "408" };
    expect(summary(read("litellm-spend-logs", [error]))[0]).toMatchObject({ outcome: "timeout", http_status: 408 });
  });
});

describe("Langfuse", () => {
  const event = (type: string, body: object) => ({
    id: crypto.randomUUID(),
    type,
    timestamp: "2026-11-22T06:50:28Z",
    body,
  });
  const started = { id: "g-1", traceId: "t-1", name: "chat", model: "gpt-4o", startTime: "2026-11-22T06:50:28.538Z" };
  const ended = { id: "g-1", endTime: "2026-11-22T06:50:29.038Z", completionStartTime: "2026-11-22T06:50:28.700Z" };
  const usage = (usageDetails: object) =>
    summary(read("langfuse", { batch: [event("generation-create", { ...started, ...ended, usageDetails })] }))[0];

  test("the end may come before the beginning, and null unsays nothing", () => {
    const batch = [
      event("generation-update", {
        ...ended,
        model: null,
        usageDetails: { input: 1200, output: 42 },
        costDetails: { total: 0.00012 },
      }),
      event("generation-create", started),
      event("trace-create", { id: "t-1", name: "checkout", tags: ["gold"] }),
      event("span-create", { id: "s-1" }),
    ];
    expect(summary(read("langfuse", { batch }))).toEqual([
      {
        ...{ id: "g-1", request_id: "t-1", trace_id: "t-1", model: "gpt-4o", app: "checkout", tier: "gold" },
        tags: ["gold"],
        ...{ started_at: "2026-11-22T06:50:28.538Z", duration_ms: 500, ttft_ms: 162, streamed: true, outcome: "ok" },
        ...{ input_tokens: 1200, output_tokens: 42, cost_usd: 0.00012, attempt: 1, final: true },
      },
    ]);
  });

  test("tags are tags, and the one of them that says so is the tier", () => {
    const tierOf = (...tags: unknown[]) => {
      const trace = event("trace-create", { id: "t-1", tags });
      return summary(read("langfuse", { batch: [event("generation-create", { ...started, ...ended }), trace] }))[0];
    };
    expect(tierOf("team:docs", "zeta", "tier:gold", "team:other", 7)).toMatchObject({
      ...{ tier: "gold", tags: ["team:docs", "zeta", "tier:gold", "7"] },
    });
    expect(tierOf("team:docs")).toMatchObject({ tags: ["team:docs"] });
    expect(tierOf("team:docs")).not.toHaveProperty("tier", expect.anything());
    expect(tierOf("", null)).not.toHaveProperty("tags", expect.anything());
  });

  test("an error has its status in its message, and one that runs is not told yet", () => {
    const error = { ...started, level: "ERROR", statusMessage: "429 Rate limit reached", endTime: started.startTime };
    expect(summary(read("langfuse", { batch: [event("generation-create", error)] }))[0]).toMatchObject({
      outcome: "rate_limited",
      http_status: 429,
    });
    expect(summary(read("langfuse", { batch: [event("generation-create", started)] }))).toEqual([
      "ignored: has not ended",
    ]);
  });

  test("where all keys add up, what was reasoned is output too", () => {
    const details = { input: 200, input_cached_tokens: 1000, output: 50, output_reasoning_tokens: 300, total: 1550 };
    expect(usage(details)).toMatchObject({ input_tokens: 1200, output_tokens: 350, reasoning_tokens: 300 });
  });

  test("another generation of the same trace is no retry", () => {
    const failed = {
      ...started,
      id: "g-2",
      name: "summarise",
      level: "ERROR",
      statusMessage: "500",
      endTime: started.startTime,
    };
    const batch = [event("generation-create", failed), event("generation-create", { ...started, ...ended })];
    expect(summary(read("langfuse", { batch }))).toMatchObject([
      { id: "g-2", final: true },
      { id: "g-1", attempt: 1, final: true },
    ]);
  });

  test("a first token after the end is none", () => {
    const batch = [event("generation-create", { ...started, ...ended, completionStartTime: "2026-11-22T06:50:30Z" })];
    expect(summary(read("langfuse", { batch }))[0]).not.toHaveProperty("ttft_ms");
  });

  test.each([
    ["inclusive by default", { input: 1200, input_cached_tokens: 1024, output: 42 }, 1200],
    ["exclusive where the total says so", { input: 176, input_cached_tokens: 1024, output: 42, total: 1242 }, 1200],
    ["exclusive in Anthropic's words", { input: 5000, cache_read_input_tokens: 1024, output: 42 }, 6024],
    ["exclusive where the cache is larger", { input: 176, input_cached_tokens: 1024, output: 42 }, 1200],
    [
      "OpenAI's own block",
      { prompt_tokens: 1200, prompt_tokens_details: { cached_tokens: 1024 }, completion_tokens: 42 },
      1200,
    ],
  ])("input is %s", (_, details, input) => {
    expect(usage(details)).toMatchObject({ input_tokens: input, cached_input_tokens: 1024, output_tokens: 42 });
  });
});

describe("Helicone", () => {
  const log = (more: object) => ({
    providerRequest: { url: "custom-model-nopath", json: { model: "gpt-4o", stream: true } },
    timing: {
      startTime: { seconds: 1795330000, milliseconds: 100 },
      endTime: { seconds: 1795330001, milliseconds: 600 },
      timeToFirstToken: 300,
    },
    headers: { "helicone-property-app": "search", "Helicone-Property-Provider": "azure" },
    ...more,
  });
  const stream = [
    'data: {"id":"x-1","model":"gpt-4o-2024","choices":[]}',
    "",
    'data: {"id":"x-1","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":4}}',
    "data: [DONE]",
  ].join("\n");

  test("a stream as text, of which only the figures are kept", () => {
    expect(summary(read("helicone", log({ providerResponse: { status: 200, textBody: stream } })))).toEqual([
      {
        ...{ id: "x-1", model: "gpt-4o-2024", requested_model: "gpt-4o", provider: "azure", app: "search" },
        ...{ started_at: "2026-11-22T06:46:40.100Z", duration_ms: 1500, ttft_ms: 300, streamed: true, outcome: "ok" },
        ...{ http_status: 200, input_tokens: 10, output_tokens: 4 },
      },
    ]);
  });

  test("an error under status 200 is one, and a first token after 0 ms was not measured", () => {
    const failed = { status: 200, json: { error: { code: "rate_limit_exceeded", message: "slow down" } } };
    expect(summary(read("helicone", log({ providerResponse: failed })))[0]).toMatchObject({
      outcome: "rate_limited",
      error_code: "rate_limit_exceeded",
    });
    const { timing } = log({});
    const unmeasured = log({
      providerResponse: { status: 200, textBody: stream },
      timing: { ...timing, timeToFirstToken: 0 },
    });
    expect(summary(read("helicone", unmeasured))[0]).not.toHaveProperty("ttft_ms");
  });

  test("a tool is no model", () => {
    expect(summary(read("helicone", log({ providerRequest: { json: { _type: "tool" } } })))).toEqual([
      "ignored: _type tool",
    ]);
  });
});

test("Portkey: a log without a time of its own ended when it came, and says that this is about", () => {
  const body = {
    request: { url: "https://api.openai.com/v1/chat/completions", provider: "openai", body: { model: "gpt-4o" } },
    response: {
      status: 429,
      body: { error: { message: "Rate limit reached", code: "rate_limit_exceeded" } },
      response_time: 95,
    },
    metadata: { trace_id: "t1", span_id: "s1", app: "search" },
  };
  expect(summary(read("portkey", body))).toEqual([
    {
      ...{ id: "s1", request_id: "t1", trace_id: "t1", model: "gpt-4o", requested_model: "gpt-4o", provider: "openai" },
      ...{ app: "search", started_at: "2026-11-25T09:59:59.905Z", duration_ms: 95, outcome: "rate_limited" },
      ...{ http_status: 429, error_code: "rate_limit_exceeded", tags: ["time_approximate"] },
    },
  ]);
});

test("Portkey: of Gemini, whose thoughts its answers count beside the completion, and tools nowhere but in the total", () => {
  const usage = { prompt_tokens: 84, completion_tokens: 42, total_tokens: 999 };
  const details = { completion_tokens_details: { reasoning_tokens: 760 } };
  const body = { id: "r1", model: "gemini-2.5-flash", choices: [], usage: { ...usage, ...details } };
  const [entry] = read("portkey", {
    request: { body: {} },
    response: { status: 200, body, response_time: 9 },
    metadata: {},
  });
  expect(entry).toMatchObject({ record: { input_tokens: 197, output_tokens: 802, reasoning_tokens: 760 } });
});

describe("Portkey: a log without an id of its own", () => {
  const log = (more: object = {}) => ({
    request: { url: "https://api.openai.com/v1/chat/completions", body: { model: "gpt-4o", messages: ["same"] } },
    response: { status: 200, body: { id: "chatcmpl-7" }, response_time: 95 },
    ...more,
  });
  const recordOf = (body: object) => {
    const [entry] = read("portkey", body);
    if (!entry || !("record" in entry)) throw new Error("It is an attempt");
    return entry.record;
  };

  test("has the same however its keys are ordered, and another wherever anything in it differs", () => {
    const { request, response } = log();
    const other = (body: object) => recordOf(log({ response: { ...response, ...body } })).id;

    expect(recordOf({ response, request }).id).toBe(recordOf(log()).id);
    const ids = [other({}), other({ body: { id: "chatcmpl-8" } }), other({ response_time: 96 })];
    expect(new Set(ids).size).toBe(3);
  });

  test.each([
    ["an hour ago, began then", -3_600, "2026-11-25T09:00:00.000Z"],
    ["just now, ended when it came", -1, "2026-11-25T09:59:59.905Z"],
    ["long before, ended when it came", -90_000, "2026-11-25T09:59:59.905Z"],
    ["in the future, ended when it came", 60, "2026-11-25T09:59:59.905Z"],
  ])("whose answer was made %s", (_, seconds, startedAt) => {
    const created = Date.parse("2026-11-25T10:00:00Z") / 1_000 + seconds;

    expect(recordOf(log({ response: { ...log().response, body: { created } } })).started_at).toBe(startedAt);
  });
});

test.each([
  [
    "a stream as text",
    'data: {"choices":[{"delta":{}}]}\n\ndata: {"model":"gpt-4o-x","choices":[],"usage":{"prompt_tokens":7}}',
    "ok",
  ],
  [
    "a stream as a list",
    [{ choices: [{ delta: {} }] }, { model: "gpt-4o-x", choices: [], usage: { prompt_tokens: 7 } }],
    "ok",
  ],
  [
    "an error within a stream",
    'data: {"choices":[{"delta":{}}]}\n\ndata: {"error":{"code":"rate_limit_exceeded"}}',
    "rate_limited",
  ],
  ["a stream cut before its end", [{ model: "gpt-4o-x", choices: [{ delta: { content: "H" } }] }], "server_error"],
])("Portkey: %s, whose status is 200 as in its documentation where none is sent", (_, body, outcome) => {
  const request = { url: "https://api.openai.com/v1/chat/completions", body: { model: "gpt-4o" } };
  for (const status of [{ status: 200 }, {}]) {
    const [record] = summary(
      read("portkey", { request, response: { ...status, body, response_time: 9 }, metadata: {} }),
    );
    expect(record).toMatchObject(outcome === "ok" ? { outcome, model: "gpt-4o-x", input_tokens: 7 } : { outcome });
  }
});

test("OpenRouter: each provider that was tried is an attempt, and only the last has tokens and cost", () => {
  const generation = {
    ...{ id: "gen-1", request_id: "req-1", created_at: "2026-11-22T06:00:00Z", latency: 2000, generation_time: 1500 },
    ...{ model: "deepseek/deepseek-v3.2", provider_name: "Novita", streamed: true, data_region: "global" },
    ...{ native_tokens_prompt: 900, native_tokens_completion: 60, native_tokens_cached: 512, total_cost: 0.0003 },
    provider_responses: [
      { provider_name: "DeepInfra", status: 503, latency: 250 },
      { provider_name: "Novita", status: 200, latency: 2000 },
    ],
  };
  expect(summary(read("openrouter", { data: generation }))).toEqual([
    {
      ...{
        id: "gen-1:1",
        request_id: "req-1",
        model: "deepseek/deepseek-v3.2",
        provider: "DeepInfra",
        invoice_issuer: "openrouter",
        region: "global",
      },
      ...{ started_at: "2026-11-22T06:00:00.000Z", duration_ms: 250, streamed: true, outcome: "server_error" },
      ...{ http_status: 503, attempt: 1, final: false },
    },
    {
      ...{ id: "gen-1", request_id: "req-1", model: "deepseek/deepseek-v3.2", provider: "Novita", region: "global" },
      ...{ invoice_issuer: "openrouter" },
      ...{ started_at: "2026-11-22T06:00:00.250Z", duration_ms: 2000, streamed: true, outcome: "ok", http_status: 200 },
      ...{ input_tokens: 900, output_tokens: 60, cached_input_tokens: 512, cost_usd: 0.0003, attempt: 2 },
    },
  ]);
  const own = { ...generation, is_byok: true, provider_responses: [] };
  expect(summary(read("openrouter", own))[0]).not.toHaveProperty("invoice_issuer");
});

describe("Envoy AI Gateway", () => {
  const line = (more: object) => ({
    ...{ "x-request-id": "r-1", start_time: "2026-11-20T16:51:37.894Z", duration: 1526, response_code: 200 },
    ...{
      response_flags: "-",
      genai_model_name: "fast",
      genai_model_name_override: "gpt-4o-mini",
      genai_tokens_input: 15,
    },
    ...{ genai_tokens_output: 7, genai_backend_name: "default/azure/route/x/rule/0/ref/0", route_name: "chat" },
    ...more,
  });

  test("a line is an attempt", () => {
    expect(
      summary(
        read(
          "envoy",
          `${JSON.stringify(line({}))}\n${JSON.stringify(line({ genai_model_name: null, genai_model_name_override: null }))}`,
        ),
      ),
    ).toEqual([
      {
        ...{ id: "r-1:2026-11-20T16:51:37.894Z", request_id: "r-1", model: "gpt-4o-mini", requested_model: "fast" },
        ...{ started_at: "2026-11-20T16:51:37.894Z", duration_ms: 1526, outcome: "ok", http_status: 200 },
        ...{ provider: "azure", tier: "chat", input_tokens: 15, output_tokens: 7 },
      },
      "ignored: No model was asked",
    ]);
  });

  test.each([
    [{ response_code: 0, response_flags: "DC" }, "cancelled"],
    [{ response_code: 200, response_flags: "UC" }, "server_error"],
    [{ response_code: 504, response_flags: "UT" }, "timeout"],
    [{ response_code: 429, response_flags: "RL" }, "refused"],
    [{ response_code: 404, response_flags: "-" }, "client_error"],
  ])("%o is %s", (more, outcome) => {
    expect(summary(read("envoy", line(more)))[0]).toMatchObject({ outcome });
  });
});

// Numbers of every size, as JSON can have them.
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const nearlyRight = fc.record(
  {
    ...{
      id: anything,
      request_id: anything,
      model: anything,
      startTime: anything,
      endTime: anything,
      created_at: anything,
    },
    ...{
      status: anything,
      response: anything,
      metadata: anything,
      timing: anything,
      providerRequest: anything,
      batch: anything,
    },
    ...{
      usage: anything,
      response_cost: anything,
      start_time: anything,
      genai_model_name: anything,
      resourceSpans: anything,
    },
    ...{ __proto__: anything, constructor: anything, data: anything, latency: anything, error_information: anything },
  },
  { requiredKeys: [] },
);

/** What each format looks like, with one thing in it being something else. */
const bentSamples = [
  { "x-request-id": "r", start_time: "2026-11-20T16:51:37Z", duration: 5, genai_model_name: "m" },
  { id: "c", startTime: 1_795_330_000, endTime: 1_795_330_002, model: "m", status: "success" },
  { request_id: "c", startTime: "2026-11-20 09:20:46", request_duration_ms: 5, model: "m", status: "success" },
  { providerRequest: { json: { model: "m" } }, timing: { startTime: { seconds: 1 }, endTime: { seconds: 2 } } },
  { request: { body: { model: "m" } }, response: { status: 200, response_time: 5 } },
  { id: "g", model: "m", created_at: "2026-11-20T16:51:37Z", latency: 5, provider_responses: [{ latency: 1 }, {}] },
  { schemaType: "ModelInvocationLog", modelId: "m", timestamp: "2026-11-20T16:51:37Z", input: {}, output: {} },
  { Model: "m", Provider: "p", Timestamp: 1_795_330_000, StatusCode: 200, Metrics: {}, Metadata: {}, Cached: false },
  {
    started_at: 1_795_330_000_000,
    request: { id: "r" },
    response: {},
    ai: { proxy: { meta: { request_model: "m" } } },
  },
  { start_time: 1_795_330_000_000, latency: 5, upstream: "u", response: {}, llm_summary: { model: "m" } },
  { resourceLogs: [{ scopeLogs: [{ logRecords: [{ timeUnixNano: "1795330000000000000", attributes: [] }] }] }] },
  { request_id: "h", request_created_at: "2026-11-20 16:51:37", delay_ms: 5, model: "m", response_status: 200 },
  { context: { trace_id: "t", span_id: "s" }, span_kind: "LLM", start_time: 1, end_time: 2, attributes: {} },
  { id: "l", run_type: "llm", start_time: "2026-11-20T16:51:37", end_time: "2026-11-20T16:51:38", extra: {} },
  { info: {}, data: { spans: [{ span_id: "s", start_time_unix_nano: "1", end_time_unix_nano: "2", attributes: {} }] } },
].map((sample) =>
  fc.tuple(fc.constantFrom(...Object.keys(sample)), anything).map(([key, value]) => ({ ...sample, [key]: value })),
);

test.each([...FORMATS.keys()])("whatever comes as %s is told or refused, never a crash", (format) => {
  fc.assert(
    fc.property(
      fc.oneof(anything, nearlyRight, fc.array(nearlyRight, { maxLength: 3 }), fc.string(), ...bentSamples),
      (body) => {
        try {
          for (const entry of read(format, body)) if ("record" in entry) validateRecords([{ value: entry.record }]);
        } catch (error) {
          if (!isAppError(error)) throw error;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
