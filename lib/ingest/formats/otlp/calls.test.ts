import { describe, expect, test } from "vitest";
import { validateRecords } from "../../validate-records";
import { readSpans } from "./read-spans";
import { spanEntries } from "./span-entries";

const START_NS = 1_795_330_124_000_000_000n;
const TWO_SECONDS_MS = 2_000;
const CHAT = {
  "gen_ai.operation.name": "chat",
  "gen_ai.system": "openai",
  "gen_ai.request.model": "gpt-4o",
  "gen_ai.usage.input_tokens": 100,
  "gen_ai.usage.output_tokens": 50,
};

type Value = string | number | boolean;
type Given = { values: Record<string, Value>; scope?: string; status?: unknown; events?: object[]; service?: string };

const anyValue = (value: Value) => {
  if (typeof value === "string") return { stringValue: value };
  return typeof value === "boolean" ? { boolValue: value } : { doubleValue: value };
};
const attributesOf = (values: Record<string, Value>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

/** What one span of two seconds becomes. */
function entryOf({ values, scope = "x", status, events, service = "shop" }: Given): Record<string, unknown> {
  const span = {
    ...{ traceId: "a".repeat(32), spanId: "b".repeat(16), name: "call", status, events },
    startTimeUnixNano: String(START_NS),
    endTimeUnixNano: String(START_NS + BigInt(TWO_SECONDS_MS) * 1_000_000n),
    attributes: attributesOf(values),
  };
  const resource = { attributes: attributesOf({ "service.name": service }) };
  const [entry] = spanEntries(
    readSpans({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: scope }, spans: [span] }] }] }),
  );
  if (!entry || !("record" in entry)) return { ...entry };
  expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
  return { ...entry.record };
}

describe("which spans are calls", () => {
  const { "gen_ai.operation.name": _, ...UNNAMED } = CHAT;

  test.each<[string, Record<string, Value>]>([
    ["LiteLLM's function", { ...UNNAMED, "llm.request.type": "acompletion" }],
    ["Semantic Kernel's words", { ...UNNAMED, "gen_ai.operation.name": "chat.completions" }],
    ["Semantic Kernel's other words", { ...UNNAMED, "gen_ai.operation.name": "text.completions" }],
    ["the Responses API", { ...UNNAMED, "gen_ai.operation.name": "responses" }],
    ["Spring AI", { ...UNNAMED, "gen_ai.operation.name": "text_completion" }],
    ["Google's", { ...UNNAMED, "gen_ai.operation.name": "generate_content" }],
    ["LangSmith's runs", { ...CHAT, "langsmith.span.kind": "llm" }],
    ["MLflow's types", { ...UNNAMED, "mlflow.spanType": '"CHAT_MODEL"' }],
    ["Braintrust's types", { ...UNNAMED, "braintrust.span_attributes": '{"type":"llm"}' }],
    ["Laminar's types", { ...UNNAMED, "lmnr.span.type": "LLM" }],
    ["AgentOps' kinds", { ...UNNAMED, "agentops.span.kind": "llm" }],
    ["Genkit's subtypes", { ...UNNAMED, "genkit:metadata:subtype": "model" }],
    ["no word at all", UNNAMED],
    ["an unknown kind", { ...UNNAMED, "gen_ai.operation.name": "unknown" }],
    ["an engine without a provider", { "gen_ai.response.model": "Qwen/Qwen3-8B", "gen_ai.usage.output_tokens": 9 }],
  ])("%s", (_name, values) => {
    expect(entryOf({ values })).toHaveProperty("outcome", "ok");
  });

  test.each<[Record<string, Value>, string]>([
    [
      { "langsmith.span.kind": "prompt", "gen_ai.operation.name": "chat", "gen_ai.system": "langchain" },
      "fills in a prompt",
    ],
    [{ "gen_ai.operation.name": "chat", "gen_ai.system": "langchain" }, "names neither a model nor tokens"],
    [{ ...CHAT, "openinference.span.kind": "CHAIN" }, "is a step of a chain"],
    [{ ...CHAT, "openinference.span.kind": "RERANKER" }, "is a rerank call"],
    [{ ...CHAT, "langfuse.observation.type": "agent" }, "is a step of an agent"],
    [
      { ...CHAT, "braintrust.span_attributes": '{"type":"llm"}', "gen_ai.operation.name": "embeddings" },
      "is an embedding call",
    ],
    [{ ...CHAT, "gen_ai.operation.name": "invoke_agent" }, "is a step of an agent"],
    [{ ...CHAT, "gen_ai.operation.name": "orchestrate_tools" }, "is a step of a chain"],
    [{ ...CHAT, "gen_ai.operation.name": "embeddings" }, "is an embedding call"],
    [{ ...CHAT, "gen_ai.operation.name": "image" }, "is an image call"],
    [{ ...CHAT, "gen_ai.operation.name": "stt" }, "is a transcription call"],
    [{ ...CHAT, "gen_ai.operation.name": "tts" }, "is a speech call"],
    [{ ...CHAT, "gen_ai.operation.name": "generate_content", "gen_ai.output.type": "image" }, "is an image call"],
    [{ ...CHAT, "litellm.call_type": "arerank" }, "is a rerank call"],
    [{ ...CHAT, "litellm.call_type": "aget_responses" }, "manages what a provider stores"],
    [{ ...CHAT, "gen_ai.operation.name": "frobnicate" }, "has an unknown operation: frobnicate"],
    [
      { "traceloop.span.kind": "task", "gen_ai.request.model": "gpt-4o", "gen_ai.system": "openai" },
      "is a step of a chain",
    ],
    [{ "gen_ai.request.model": "text-embedding-3-small", "gen_ai.system": "openai" }, "is an embedding call"],
    [{ "http.request.method": "POST" }, "is no call of a model"],
  ])("%o: %s", (values, ignored) => {
    expect(entryOf({ values })).toMatchObject({ ignored });
  });
});

describe("the first token", () => {
  test.each<[string, Value, string | undefined]>([
    ["gen_ai.server.time_to_first_token", 0.35, undefined],
    ["gen_ai.server.time_to_first_token", 350, undefined],
    ["gen_ai.server.time_to_first_token", 350, "strands.telemetry.tracer"],
    ["gen_ai.latency.time_to_first_token", 0.35, "vllm.llm_engine"],
    ["gen_ai.streaming.time_to_first_token", 0.35, undefined],
    ["gen_ai.response.time_to_first_token", 0.35, undefined],
    ["gen_ai.response.time_to_first_token", 350_000_000, undefined],
    ["gen_ai.client.operation.time_to_first_chunk", 0.35, undefined],
    ["gen_ai.response.ttft_ms", 350, undefined],
    ["gen_ai.streaming.time_to_first_token_ms", 350, undefined],
    ["metrics.ttfb", 0.35, "pipecat"],
    ["lk.response.ttft", 0.35, "livekit-agents"],
    ["llm.latency.time_to_first_token_seconds", 0.35, undefined],
    ["mastra.completion_start_time", "2026-11-22T06:48:44.350Z", undefined],
    ["langfuse.observation.completion_start_time", '"2026-11-22T06:48:44.350Z"', undefined],
    ["gen_ai.time_to_first_token", "2026-11-22T06:48:44.350Z", undefined],
  ])("%s %s", (name, value, scope) => {
    expect(entryOf({ values: { ...CHAT, [name]: value }, ...(scope && { scope }) })).toMatchObject({
      ...{ ttft_ms: 350, streamed: true },
    });
  });

  test("of Strands is in ms also where it would fit as seconds", () => {
    const values = { ...CHAT, "gen_ai.server.time_to_first_token": 1 };
    expect(entryOf({ values, scope: "strands.telemetry.tracer" })).toHaveProperty("ttft_ms", 1);
  });

  test.each(["First Token Stream Event", "llm.content.completion.chunk"])("is the event %s", (name) => {
    const events = [{ name, timeUnixNano: String(START_NS + 350_000_000n), attributes: [] }];
    expect(entryOf({ values: CHAT, events })).toMatchObject({ ttft_ms: 350, streamed: true });
  });

  test("is unknown where the whole duration is given for it, or the call was not streamed", () => {
    expect(entryOf({ values: { ...CHAT, "gen_ai.server.time_to_first_token": 2 } })).toHaveProperty("ttft_ms", null);
    const notStreamed = { ...CHAT, "gen_ai.server.time_to_first_token": 1.9, "gen_ai.request.is_stream": false };
    expect(entryOf({ values: notStreamed })).toMatchObject({ ttft_ms: null, streamed: false });
  });
});

test.each([
  ...["gen_ai.request.stream", "llm.is_streaming", "gen_ai.is_streaming", "gen_ai.request.streaming"],
  ...["gen_ai.request.is_stream", "langsmith.request.streaming", "litellm.request.streaming", "llm.request.streaming"],
  "stream",
])("%s says whether it was streamed, also as text", (name) => {
  expect(entryOf({ values: { ...CHAT, [name]: true } })).toHaveProperty("streamed", true);
  expect(entryOf({ values: { ...CHAT, [name]: "True" } })).toHaveProperty("streamed", true);
  expect(entryOf({ values: { ...CHAT, [name]: "False" } })).toHaveProperty("streamed", false);
});

test("LangChain's parameters say false of a stream too, which then says nothing", () => {
  const values = { ...CHAT, "llm.invocation_parameters": '{"stream":false}' };
  const scope = "@arizeai/openinference-instrumentation-langchain";
  expect(entryOf({ values, scope })).toHaveProperty("streamed", null);
  expect(entryOf({ values, scope: "@arizeai/openinference-instrumentation-openai" })).toHaveProperty("streamed", false);
});

describe("what LiteLLM reports", () => {
  const LITELLM = {
    ...CHAT,
    "llm.request.type": "acompletion",
    hidden_params: '{"api_base":"https://api.openai.com/v1"}',
  };

  test.each<[Record<string, Value>, string, string]>([
    [{ "gen_ai.response.model": "smart" }, "gpt-4o", "smart"],
    [{ "gen_ai.response.model": "gpt-4o-2024-08-06" }, "gpt-4o-2024-08-06", "gpt-4o"],
    [{ "gen_ai.request.model": "smart", "litellm.provider.model": "openai/gpt-4o" }, "openai/gpt-4o", "smart"],
  ])("%o is the model %s, asked for as %s", (more, model, requested_model) => {
    expect(entryOf({ values: { ...LITELLM, ...more } })).toMatchObject({ model, requested_model });
  });

  test("an alias is only there no model", () => {
    expect(entryOf({ values: { ...CHAT, "gen_ai.response.model": "smart" } })).toHaveProperty("model", "smart");
  });

  test("what it answered from its cache cost nothing and is no speed of a model", () => {
    const hidden_params = '{"api_base":null,"cache_key":"k","response_cost":0.0}';
    const entry = entryOf({ values: { ...LITELLM, "gen_ai.cost.total_cost": 0.01, hidden_params } });
    expect(entry).toMatchObject({ model: "litellm-cache", provider: "litellm-cache", cost_usd: 0 });
    expect(entry).not.toHaveProperty("input_tokens");
  });

  test("a key beside an upstream that was asked is no answer from the cache", () => {
    const hidden_params = '{"api_base":"https://api.openai.com/v1","cache_key":"k","response_cost":0.01}';
    expect(entryOf({ values: { ...LITELLM, hidden_params } })).toHaveProperty("model", "gpt-4o");
  });
});

test.each(["none", "None", "N/A", "n/a", "null", "undefined", "NaN", "unknown"])(
  "%s names no model, provider or answer",
  (word) => {
    const values = { ...CHAT, "gen_ai.response.model": word, "gen_ai.provider.name": word, "gen_ai.response.id": word };
    expect(entryOf({ values })).toMatchObject({ model: "gpt-4o", request_id: null });
  },
);

test("an engine's own span is served by the engine", () => {
  const values = { "gen_ai.response.model": "Qwen/Qwen3-8B", "gen_ai.usage.output_tokens": 9 };
  expect(entryOf({ values, scope: "vllm.llm_engine" })).toHaveProperty("provider", "vllm");
});

describe("how a span ended", () => {
  const message = "429 Too Many Requests";

  test.each([2, "2", "STATUS_CODE_ERROR", "ERROR", "Error"])("status %s is an error", (code) => {
    expect(entryOf({ values: CHAT, status: { code, message } })).toMatchObject({
      ...{ outcome: "rate_limited", http_status: 429 },
    });
  });

  test.each([0, 1, "STATUS_CODE_OK", "STATUS_CODE_UNSET", undefined])("status %s is none", (code) => {
    expect(entryOf({ values: CHAT, status: { code } })).toHaveProperty("outcome", "ok");
  });

  test.each<[Record<string, Value>, object]>([
    [
      { "error.type": "APIError", "error.code": "429" },
      { outcome: "rate_limited", http_status: 429 },
    ],
    [{ "rpc.grpc.status_code": 14 }, { outcome: "server_error", http_status: 503 }],
    [{ "error.type": "GeneratorExit" }, { outcome: "cancelled" }],
    [
      { "error.type": "ProxyRateLimitError", "error.code": "429" },
      { outcome: "refused", http_status: 429 },
    ],
    [{ "error.message": "status_code: 503, model_name: x" }, { outcome: "server_error", http_status: 503 }],
  ])("%o", (more, expected) => {
    expect(entryOf({ values: { ...CHAT, ...more }, status: { code: 2 } })).toMatchObject(expected);
  });

  test("an exception without a message is known by its type", () => {
    const events = [
      {
        name: "exception",
        timeUnixNano: String(START_NS),
        attributes: attributesOf({ "exception.type": "asyncio.CancelledError" }),
      },
    ];
    expect(entryOf({ values: CHAT, status: { code: 2 }, events })).toHaveProperty("outcome", "cancelled");
  });
});
