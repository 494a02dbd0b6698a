import { expect, test } from "vitest";
import { phoenix } from "./phoenix";

const read = (body: unknown) => phoenix.read({ text: JSON.stringify(body), receivedAtUs: 0 });
const TRACE = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
const ATTRIBUTES = {
  "llm.model_name": "gpt-4o",
  "llm.provider": "openai",
  "llm.token_count.prompt": 700,
  "llm.token_count.completion": 30,
  "llm.token_count.prompt_details.cache_read": 512,
  "session.id": "s-1",
  "input.value": "a secret prompt",
};
const SPAN = {
  ...{ id: "U3Bhbjox", name: "ChatCompletion", context: { trace_id: TRACE, span_id: "00f067aa0ba902b7" } },
  ...{ span_kind: "LLM", parent_id: null, status_code: "OK", status_message: "", events: [] },
  ...{ start_time: "2026-11-22T06:50:28.000000+00:00", end_time: "2026-11-22T06:50:29.500000+00:00" },
  attributes: ATTRIBUTES,
};
const RECORD = {
  ...{ id: `${TRACE}:00f067aa0ba902b7`, model: "gpt-4o", provider: "openai", outcome: "ok", duration_ms: 1500 },
  ...{ started_at: "2026-11-22T06:50:28.000Z", input_tokens: 700, cached_input_tokens: 512, output_tokens: 30 },
  session: "s-1",
};

test("spans of the API, and of a trace as the command line writes it, are attempts without their prompts", () => {
  for (const body of [SPAN, [SPAN], { traceId: TRACE, spans: [SPAN] }]) {
    const entries = read(body);
    expect(entries).toMatchObject([{ record: RECORD }]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  }
});

test("rows of a frame say the same, as CSV's text and as JSON with instants in milliseconds", () => {
  const { attributes: _, context, ...columns } = SPAN;
  const attributes = Object.entries(ATTRIBUTES).map(([name, value]) => [`attributes.${name}`, String(value)]);
  const row = {
    ...{ ...columns, "context.trace_id": context.trace_id, "context.span_id": context.span_id, parent_id: "" },
    ...Object.fromEntries(attributes),
    ...{ "attributes.llm.token_count.prompt": "700.0", "attributes.embedding.model_name": "nan", events: "[]" },
  };
  expect(read([row])).toMatchObject([{ record: RECORD }]);
  const start_time = Date.parse(SPAN.start_time);
  expect(read([{ ...row, start_time, end_time: start_time + 1500 }])).toMatchObject([{ record: RECORD }]);
});

test("of nested calls the inner one counts, a chain is none, and each row keeps its place", () => {
  const outer = { ...SPAN, context: { ...SPAN.context, span_id: "00f067aa0ba90200" } };
  const inner = { ...SPAN, parent_id: "00f067aa0ba90200" };
  const chain = { ...SPAN, span_kind: "CHAIN", context: { ...SPAN.context, span_id: "00f067aa0ba90201" } };
  expect(read([inner, outer, chain])).toMatchObject([
    { record: RECORD, place: 0 },
    { ignored: "repeats a call that was reported too", place: 1 },
    { ignored: "is a step of a chain", place: 2 },
  ]);
});

test("an inner call in a later part of the file counts no second time", () => {
  const outer = { ...SPAN, context: { ...SPAN.context, span_id: "00f067aa0ba90200" } };
  const part = phoenix.open?.() ?? phoenix.read;
  const records = [[outer], [{ ...SPAN, parent_id: "00f067aa0ba90200" }]].flatMap((rows) =>
    part({ text: JSON.stringify(rows), receivedAtUs: 0 }).filter((entry) => "record" in entry),
  );
  expect(records).toHaveLength(1);
});

test("a failed call and one that has not ended", () => {
  const failed = { ...SPAN, status_code: "ERROR", status_message: "RateLimitError: Error code: 429" };
  expect(read([failed])).toMatchObject([{ record: { outcome: "rate_limited", http_status: 429 } }]);
  expect(read([{ ...SPAN, end_time: null }])).toMatchObject([{ ignored: "has not ended" }]);
  expect(read([{ ...SPAN, context: null }, "x"])).toMatchObject([
    { unreadable: "a span has no id", place: 0 },
    { unreadable: "Is no object", place: 1 },
  ]);
});

test("OTLP JSON in its own spelling is read too", () => {
  const span = {
    ...{ trace_id: TRACE, span_id: "00f067aa0ba902b7", parent_span_id: "", name: "ChatCompletion" },
    ...{ start_time_unix_nano: "1795330228000000000", end_time_unix_nano: "1795330229500000000", status: { code: 1 } },
    attributes: [
      { key: "openinference.span.kind", value: { string_value: "LLM" } },
      { key: "llm.model_name", value: { string_value: "gpt-4o" } },
      { key: "llm.token_count.prompt", value: { int_value: "700" } },
      { key: "llm.token_count.completion", value: { int_value: 30 } },
    ],
  };
  const { provider: _, session: _s, cached_input_tokens: _c, ...record } = RECORD;
  expect(read({ resource_spans: [{ scope_spans: [{ spans: [span] }] }] })).toMatchObject([{ record }]);
  expect(read([span])).toMatchObject([{ record }]);
});
