import { expect, test } from "vitest";
import { validateRecords } from "../../validate-records";
import { readSpans } from "./read-spans";
import { spanEntries } from "./span-entries";

const START_NS = 1_795_330_124_537_000_000n;
const TRACE = "a2730063b71d59b73784e245c2589685";

type Value = string | number | boolean | readonly string[];
type Given = {
  id: number;
  parent?: number;
  name?: string;
  at?: number;
  ms?: number;
  status?: { code: number; message?: string };
  values: Record<string, Value>;
  exception?: Record<string, Value>;
};

const hex = (id: number) => id.toString(16).padStart(16, "0");
const ns = (ms: number) => String(START_NS + BigInt(ms) * 1_000_000n);
function anyValue(value: Value): object {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
}
const attributesOf = (values: Record<string, Value>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

/** The attempts among spans of one scope, by their spans, without what they do not know. */
function attemptsOf(scope: { name: string; version?: string }, given: readonly Given[]): Record<string, unknown>[] {
  const spans = given.map(
    ({ id, parent, name = "call", at = 0, ms = 900, status = { code: 0 }, values, exception }) => ({
      ...{ traceId: TRACE, spanId: hex(id), name, status, attributes: attributesOf(values) },
      ...(parent !== undefined && { parentSpanId: hex(parent) }),
      ...{ startTimeUnixNano: ns(at), endTimeUnixNano: ns(at + ms) },
      events: exception ? [{ name: "exception", timeUnixNano: ns(at + ms), attributes: attributesOf(exception) }] : [],
    }),
  );
  const resource = { attributes: attributesOf({ "service.name": "shop" }) };
  const entries = spanEntries(readSpans({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] }));
  return entries.flatMap((entry) => {
    if (!("record" in entry)) return [];
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    const { trace_id, started_at, ...record } = entry.record;
    const known = Object.entries({ ...record, id: Number.parseInt(record.id.slice(33), 16) });
    return [Object.fromEntries(known.filter(([, value]) => value !== null && value !== undefined))];
  });
}

// Source: pydantic-ai at 4fda389 (August 2026), _instrumentation.py, usage.py and capabilities/instrumentation.py.
test("Pydantic AI: the model requests of a run, not the run, which has the sum of their tokens", () => {
  const chat = {
    ...{ "gen_ai.operation.name": "chat", "gen_ai.provider.name": "anthropic", "gen_ai.system": "anthropic" },
    ...{ "gen_ai.request.model": "claude-sonnet-4-5", "server.address": "api.anthropic.com" },
    ...{ "gen_ai.agent.name": "support", "gen_ai.conversation.id": "c-1" },
  };
  const answered = {
    ...chat,
    ...{
      "gen_ai.response.model": "claude-sonnet-4-5-20250929",
      "gen_ai.response.id": "msg_1",
      "operation.cost": 0.0124,
    },
    ...{ "gen_ai.usage.input_tokens": 3100, "gen_ai.usage.output_tokens": 50 },
    ...{ "gen_ai.usage.cache_read.input_tokens": 1000, "gen_ai.usage.cache_creation.input_tokens": 100 },
    ...{ "gen_ai.usage.details.cache_read_tokens": 1000, "gen_ai.usage.details.cache_write_tokens": 100 },
    "gen_ai.response.finish_reasons": ["tool_call"],
  };
  const refusal = { "exception.type": "pydantic_ai.exceptions.ModelHTTPError" };
  const run = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "support",
    model_name: "claude-sonnet-4-5",
  };
  const sums = { "gen_ai.aggregated_usage.input_tokens": 3100, "gen_ai.aggregated_usage.output_tokens": 50 };
  const olderSums = { "gen_ai.usage.input_tokens": 3100, "gen_ai.usage.output_tokens": 50 };
  const tool = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "look" };

  for (const more of [sums, olderSums]) {
    const attempts = attemptsOf({ name: "pydantic-ai", version: "1.60.0" }, [
      { id: 2, parent: 1, name: "chat claude-sonnet-4-5", ms: 400, values: answered },
      { id: 3, parent: 1, name: "execute_tool look", at: 400, ms: 10, values: tool },
      {
        ...{ id: 4, parent: 1, name: "chat claude-sonnet-4-5", at: 420, ms: 90, values: chat },
        status: { code: 2, message: "ModelHTTPError: status_code: 429, model_name: claude-sonnet-4-5, body: {}" },
        exception: { ...refusal, "exception.message": "status_code: 429, model_name: claude-sonnet-4-5, body: {}" },
      },
      { id: 1, name: "invoke_agent support", values: { ...run, ...more } },
    ]);
    expect(attempts).toMatchObject([
      {
        ...{ id: 2, model: "claude-sonnet-4-5-20250929", requested_model: "claude-sonnet-4-5", provider: "anthropic" },
        ...{ outcome: "ok", duration_ms: 400, agent: "support", session: "c-1", app: "shop", cost_usd: 0.0124 },
        ...{ input_tokens: 3100, cached_input_tokens: 1000, cache_write_tokens: 100, output_tokens: 50 },
      },
      { id: 4, outcome: "rate_limited", http_status: 429, duration_ms: 90 },
    ]);
    expect(attempts).toHaveLength(2);
  }
});

// Source: strands-agents/sdk-python at 1232230 (May 2026), telemetry/tracer.py.
test("Strands: the calls of an event loop, each with its first token in milliseconds", () => {
  const common = { "gen_ai.system": "strands-agents", "gen_ai.event.start_time": "2026-11-22T06:48:44+00:00" };
  const model = { "gen_ai.request.model": "us.anthropic.claude-sonnet-4-20250514-v1:0" };
  const usage = {
    ...{ "gen_ai.usage.prompt_tokens": 2000, "gen_ai.usage.input_tokens": 2000 },
    ...{ "gen_ai.usage.completion_tokens": 50, "gen_ai.usage.output_tokens": 50, "gen_ai.usage.total_tokens": 3150 },
    ...{ "gen_ai.usage.cache_read_input_tokens": 1000, "gen_ai.usage.cache_write_input_tokens": 100 },
  };
  const chat = { ...common, ...model, "gen_ai.operation.name": "chat" };
  const timing = { "gen_ai.server.time_to_first_token": 310, "gen_ai.server.request.duration": 700 };
  const of = (operation: string) => ({ ...common, "gen_ai.operation.name": operation });
  const throttled = "An error occurred (ThrottlingException) when calling the ConverseStream operation: slow down";
  const scope = { name: "strands.telemetry.tracer" };

  const attempts = attemptsOf(scope, [
    { id: 3, parent: 2, name: "chat", ms: 800, status: { code: 1 }, values: { ...chat, ...usage, ...timing } },
    { id: 4, parent: 2, name: "execute_tool look", ms: 10, status: { code: 1 }, values: of("execute_tool") },
    { id: 2, parent: 1, name: "execute_event_loop_cycle", values: of("execute_event_loop_cycle") },
    {
      ...{ id: 5, parent: 6, name: "chat", ms: 40, values: chat, status: { code: 2, message: throttled } },
      exception: {
        "exception.type": "strands.types.exceptions.ModelThrottledException",
        "exception.message": throttled,
      },
    },
    { id: 1, name: "invoke_agent helper", values: { ...of("invoke_agent"), ...model, ...usage } },
  ]);

  expect(attempts).toMatchObject([
    {
      ...{ id: 3, model: "us.anthropic.claude-sonnet-4-20250514-v1:0", outcome: "ok", ttft_ms: 310, streamed: true },
      ...{ input_tokens: 3100, cached_input_tokens: 1000, cache_write_tokens: 100, output_tokens: 50 },
    },
    { id: 5, outcome: "rate_limited" },
  ]);
  expect(attempts).toHaveLength(2);
});

// Source: litellm at 00145a6 (2026), integrations/opentelemetry.py; its page says what changed in 1.81.
test("LiteLLM: one attempt a call, on the span of the proxy's request or on one of its own below it", () => {
  const call = {
    ...{ "gen_ai.request.model": "gpt-4o", "llm.request.type": "acompletion", "gen_ai.system": "openai" },
    ...{ "llm.is_streaming": "True", "gen_ai.response.id": "chatcmpl-1", "gen_ai.response.model": "gpt-4o-2024-08-06" },
    ...{ "gen_ai.usage.total_tokens": 1550, "gen_ai.usage.output_tokens": 350, "gen_ai.usage.input_tokens": 1200 },
    ...{ "metadata.user_api_key_alias": "chat-app", "metadata.user_api_key_team_alias": "search" },
    ...{ "gen_ai.operation.name": "acompletion", "gen_ai.cost.total_cost": 0.0065 },
    "metadata.usage_object": JSON.stringify({
      ...{ prompt_tokens: 1200, completion_tokens: 350, total_tokens: 1550 },
      ...{ prompt_tokens_details: { cached_tokens: 1000 }, completion_tokens_details: { reasoning_tokens: 300 } },
    }),
    "gen_ai.response.finish_reasons": '["stop"]',
  };
  const raw = {
    "llm.openai.model": "gpt-4o",
    "llm.openai.id": "chatcmpl-1",
    "llm.openai.usage": "{'prompt_tokens': 1200}",
  };
  const guardrail = { "openinference.span.kind": "GUARDRAIL", guardrail_name: "pii" };
  const whole = {
    ...{ model: "gpt-4o-2024-08-06", requested_model: "gpt-4o", provider: "openai", outcome: "ok", streamed: true },
    ...{ input_tokens: 1200, cached_input_tokens: 1000, output_tokens: 350, reasoning_tokens: 300, cost_usd: 0.0065 },
    ...{ key: "chat-app", team: "search" },
  };
  const scope = { name: "litellm" };
  const proxy = { id: 1, name: "Received Proxy Server Request", status: { code: 1 } };
  const around = [
    { id: 7, parent: 1, name: "auth", ms: 5, values: { service: "auth", call_type: "add_litellm_data_to_request" } },
    { id: 8, parent: 1, name: "guardrail", ms: 9, values: guardrail },
  ];
  const rawRequest = (parent: number) => ({ id: 3, parent, name: "raw_gen_ai_request", ms: 800, values: raw });

  const own = [rawRequest(2), { id: 2, parent: 1, name: "litellm_request", ms: 800, values: call }, ...around];
  expect(attemptsOf(scope, [...own, { ...proxy, values: {} }])).toEqual([expect.objectContaining({ ...whole, id: 2 })]);
  const shallow = [rawRequest(1), ...around, { ...proxy, values: { ...call, "http.route": "/chat/completions" } }];
  expect(attemptsOf(scope, shallow)).toEqual([expect.objectContaining({ ...whole, id: 1 })]);
});

test("LiteLLM: a failure by its code, once, though the proxy has a span for it too", () => {
  const failed = {
    ...{ "gen_ai.request.model": "gpt-4o", "llm.request.type": "acompletion", "gen_ai.system": "openai" },
    ...{ "llm.is_streaming": "False", "error.code": "429", "error.type": "RateLimitError" },
    "error.message": "litellm.RateLimitError: RateLimitError: OpenAIException - slow down",
  };
  const attempts = attemptsOf({ name: "litellm" }, [
    { id: 2, parent: 1, name: "Failed Proxy Server Request", ms: 1, status: { code: 2 }, values: { exception: "x" } },
    { id: 1, name: "Received Proxy Server Request", status: { code: 2 }, values: failed },
  ]);

  expect(attempts).toEqual([
    expect.objectContaining({ id: 1, outcome: "rate_limited", http_status: 429, error_code: "RateLimitError" }),
  ]);
});

// Source: what the packages sent when they were run (e2e/clients), November 2026.
test("a stream that its caller left is cancelled where its source says of every other call how it ended", () => {
  const chat = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "claude-haiku-4-5",
    "gen_ai.request.stream": true,
  };
  const begun = { ...chat, "gen_ai.response.id": "msg_1", "gen_ai.usage.input_tokens": 3100 };
  const anthropic = { name: "com.anthropic.sdk.typescript", version: "1.14.0" };
  const google = { name: "@traceloop/instrumentation-google-generativeai", version: "0.27.0" };
  const outcomeOf = (scope: { name: string; version?: string }, values: Given["values"], code: number) =>
    attemptsOf(scope, [{ id: 1, values, status: { code } }]).map(({ outcome }) => outcome);

  expect(outcomeOf(anthropic, begun, 0)).toEqual(["cancelled"]);
  expect(outcomeOf(anthropic, begun, 1)).toEqual(["ok"]);
  expect(outcomeOf({ name: "another" }, begun, 0)).toEqual(["ok"]);
  expect(outcomeOf(google, chat, 1)).toEqual(["cancelled"]);
  expect(outcomeOf(google, begun, 1)).toEqual(["server_error"]);
  expect(outcomeOf(google, { ...begun, "gen_ai.response.finish_reasons": ["stop"] }, 1)).toEqual(["ok"]);
  expect(outcomeOf({ ...google, version: "0.20.0" }, begun, 1)).toEqual(["ok"]);
});

test.each(["error", "interrupted"])("an answer that ended by %s broke off", (reason) => {
  const values = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.response.id": "r" };
  const attempts = attemptsOf({ name: "gen_ai" }, [
    { id: 1, values: { ...values, "gen_ai.response.finish_reasons": [reason] } },
  ]);
  expect(attempts).toMatchObject([{ outcome: "server_error" }]);
});

test("a span that ended for an error by name failed with it, and a chat of OpenTelemetry's that has no reason was cut", () => {
  const openai = { name: "@opentelemetry/instrumentation-openai", version: "0.22.0" };
  const values = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.response.id": "r" };
  const outcomeOf = (more: Given["values"], scope: { name: string; version?: string } = openai) =>
    attemptsOf(scope, [{ id: 1, values: { ...values, ...more } }]).map(({ outcome }) => outcome);

  expect(outcomeOf({ "gen_ai.response.finish_reasons": ["rate_limit_error"] })).toEqual(["rate_limited"]);
  expect(outcomeOf({ "gen_ai.response.finish_reasons": ["stop"] })).toEqual(["ok"]);
  expect(outcomeOf({})).toEqual(["server_error"]);
  expect(outcomeOf({}, { ...openai, version: "0.10.0" })).toEqual(["ok"]);
});

test("what Anthropic's SDK asks beside messages is no call of a model, nor are embeddings that are called generations", () => {
  const counted = {
    "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": "m",
    "http.route": "/v1/messages/count_tokens",
  };
  expect(
    attemptsOf({ name: "com.anthropic.sdk.typescript" }, [{ id: 1, values: counted, status: { code: 1 } }]),
  ).toEqual([]);
  const embedding = {
    ...{ "langfuse.observation.type": "generation", "langfuse.observation.model.name": "text-embedding-3-small" },
    "langfuse.observation.usage_details": '{"input":5,"total":5}',
  };
  expect(attemptsOf({ name: "langfuse-sdk", version: "5.11.1" }, [{ id: 1, values: embedding }])).toEqual([]);
});

test("a span that ended with the headers of its answer is no attempt, for it knows neither its time nor its end", () => {
  const values = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
  };
  const traceloop = { name: "@traceloop/instrumentation-openai", version: "0.27.0" };
  expect(attemptsOf(traceloop, [{ id: 1, ms: 6, values }])).toEqual([]);
  expect(attemptsOf(traceloop, [{ id: 1, values: { ...values, "gen_ai.response.id": "r" } }])).toHaveLength(1);
});
