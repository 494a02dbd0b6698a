import { expect, test } from "vitest";
import { mlflow } from "./mlflow";

const read = (body: unknown) => mlflow.read({ text: JSON.stringify(body), receivedAtUs: 0 });
const TRACE = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
const ATTRIBUTES = {
  "mlflow.traceRequestId": JSON.stringify(`tr-${TRACE}`),
  "mlflow.spanType": '"CHAT_MODEL"',
  "mlflow.spanInputs": JSON.stringify({ model: "gpt-4o", messages: [{ content: "a secret prompt" }], stream: false }),
  "mlflow.llm.model": '"gpt-4o-2024-08-06"',
  "mlflow.llm.provider": '"openai"',
  "mlflow.chat.tokenUsage": JSON.stringify({
    ...{ input_tokens: 700, output_tokens: 30, total_tokens: 730, cache_read_input_tokens: 512 },
  }),
  "mlflow.llm.cost": JSON.stringify({ input_cost: 0.001, output_cost: 0.0011, total_cost: 0.0021 }),
};
const SPAN = {
  ...{ trace_id: `tr-${TRACE}`, otel_trace_id: TRACE, span_id: "00f067aa0ba902b7", parent_span_id: null },
  ...{ name: "Completions", start_time_unix_nano: 1795330228000000000, end_time_unix_nano: 1795330229500000000 },
  ...{ events: [], status: { code: "OK", message: "" }, attributes: ATTRIBUTES, span_dict_version: 4 },
};
const INFO = {
  ...{ trace_id: `tr-${TRACE}`, state: "OK", request_time: "2026-11-22T06:50:28Z" },
  trace_metadata: { "mlflow.trace.session": "s-1", "mlflow.trace.user": "u-1" },
};
const RECORD = {
  ...{ id: `${TRACE}:00f067aa0ba902b7`, model: "gpt-4o-2024-08-06", provider: "openai", outcome: "ok" },
  ...{ started_at: "2026-11-22T06:50:28.000Z", duration_ms: 1500, cost_usd: 0.0021, session: "s-1" },
  ...{ input_tokens: 700, cached_input_tokens: 512, output_tokens: 30 },
};

test("traces as JSON, as rows of a frame and as the REST API answers them", () => {
  const trace = { info: INFO, data: { spans: [SPAN] } };
  const frame = { ...INFO, spans: [SPAN], request: "a secret prompt" };
  for (const body of [
    trace,
    [trace],
    frame,
    { trace: JSON.stringify(trace) },
    { ...frame, spans: JSON.stringify([SPAN]) },
    { trace: { trace_info: INFO, spans: [SPAN] } },
  ]) {
    const entries = read(body);
    expect(entries).toMatchObject([{ record: RECORD, place: 0 }]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  }
});

test("each schema of spans says the same", () => {
  const { session: _, ...record } = RECORD;
  const bytes = (hex: string) => Buffer.from(hex, "hex").toString("base64");
  const third = {
    ...{ ...SPAN, otel_trace_id: undefined, trace_id: bytes(TRACE), span_id: bytes(SPAN.span_id), parent_span_id: "" },
    ...{ start_time_unix_nano: "1795330228000000000", status: { code: "STATUS_CODE_OK" } },
  };
  const second = {
    ...{ name: "Completions", context: { trace_id: `0x${TRACE}`, span_id: "0x00f067aa0ba902b7" }, parent_id: null },
    ...{ start_time: 1795330228000000000, end_time: 1795330229500000000, status_code: "OK", attributes: ATTRIBUTES },
  };
  expect(read([third])).toMatchObject([{ record }]);
  expect(read([second])).toMatchObject([{ record }]);
});

test("calls within calls count once, and agents and failures are told apart", () => {
  const agent = { ...SPAN, span_id: "00f067aa0ba90200", attributes: { ...ATTRIBUTES, "mlflow.spanType": '"AGENT"' } };
  const outer = { ...SPAN, span_id: "00f067aa0ba90201", parent_span_id: "00f067aa0ba90200" };
  const inner = {
    ...{ ...SPAN, parent_span_id: "00f067aa0ba90201" },
    status: { code: "ERROR", message: "APITimeoutError: Request timed out." },
  };
  expect(read([{ info: INFO, data: { spans: [agent, outer, inner] } }])).toMatchObject([
    { ignored: "is a step of an agent" },
    { ignored: "repeats a call that was reported too" },
    { record: { outcome: "timeout" } },
  ]);
});

test("Claude's counts are read by the answer's own usage, and are ambiguous without it", () => {
  const usage = { input_tokens: 700, output_tokens: 30, total_tokens: 730, cache_read_input_tokens: 512 };
  const attributes = {
    ...ATTRIBUTES,
    "mlflow.llm.model": '"claude-haiku-4-5"',
    "mlflow.llm.provider": '"anthropic"',
    "mlflow.chat.tokenUsage": JSON.stringify(usage),
  };
  expect(read([{ ...SPAN, attributes }])).toMatchObject([
    { otherReading: expect.anything(), record: { input_tokens: 700 } },
  ]);
  const outputs = {
    model: "claude-haiku-4-5",
    usage: { input_tokens: 700, output_tokens: 30, cache_read_input_tokens: 512 },
  };
  const whole = { ...attributes, "mlflow.spanOutputs": JSON.stringify(outputs) };
  expect(read([{ ...SPAN, attributes: whole }])).toMatchObject([{ record: { input_tokens: 1212 } }]);
});

test("a frame written as CSV is refused with what to do", () => {
  expect(read([{ ...INFO, spans: "[{'name': 'x'}]" }])).toMatchObject([
    { unreadable: expect.stringContaining("to_json"), place: 0 },
  ]);
});
