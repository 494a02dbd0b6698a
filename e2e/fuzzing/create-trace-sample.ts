const ns = (ms: number) => `${ms}000000`;

function attributes(values: Readonly<Record<string, string | number | boolean>>): object[] {
  return Object.entries(values).map(([key, value]) => {
    if (typeof value === "string") return { key, value: { stringValue: value } };
    if (typeof value === "boolean") return { key, value: { boolValue: value } };
    return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
  });
}

/** A request of the AI SDK with a retry in it, and calls as OpenTelemetry, OpenInference, Traceloop and LiteLLM name them. */
export function createTraceSample(startMs: number): object {
  const traceId = "ab".repeat(16);
  const span = (id: number, parent: number | null, values: Parameters<typeof attributes>[0], more: object = {}) => ({
    ...{ traceId, spanId: String(id).padStart(16, "0"), name: `span ${id}`, kind: 3, attributes: attributes(values) },
    ...(parent !== null && { parentSpanId: String(parent).padStart(16, "0") }),
    ...{ startTimeUnixNano: ns(startMs + id), endTimeUnixNano: ns(startMs + 900), status: { code: 0 }, ...more },
  });
  const usage = { "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 42 };
  const call = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.id": "c-1",
    ...usage,
  };
  const aiSdk = {
    ...{
      "ai.operationId": "ai.streamText.doStream",
      "ai.model.provider": "anthropic.messages",
      "ai.model.id": "claude",
    },
    ...{ "ai.response.msToFirstChunk": 31.5, "ai.response.finishReason": "stop", "ai.usage.cachedInputTokens": 1000 },
    "ai.response.providerMetadata": '{"anthropic":{"usage":{"input_tokens":2000,"cache_read_input_tokens":1000}}}',
  };
  const exception = {
    name: "exception",
    timeUnixNano: ns(startMs),
    attributes: attributes({ "exception.type": "Error" }),
  };
  const scopes: [string, object[]][] = [
    ["ai", [span(1, null, { "ai.operationId": "ai.streamText" }), span(2, 1, { ...call, ...aiSdk })]],
    ["ai", [span(3, 1, { ...call, ...aiSdk }, { status: { code: 2, message: "429 no" }, events: [exception] })]],
    [
      "@arizeai/openinference-instrumentation-openai",
      [span(4, null, { "openinference.span.kind": "LLM", "llm.model_name": "m", "llm.token_count.prompt": 5 })],
    ],
    ["@traceloop/instrumentation-langchain", [span(5, 4, { ...call, "traceloop.span.kind": "workflow" })]],
    [
      "litellm",
      [span(6, null, { ...call, hidden_params: '{"model_id":"x","response_cost":0.1}', "llm.is_streaming": true })],
    ],
    ["app", [span(7, null, { ...call, "gen_ai.usage.input_token_details": "{'cache_read': 800, 'audio': None}" })]],
  ];
  const resource = { attributes: attributes({ "service.name": "shop", "deployment.environment.name": "production" }) };
  const scopeSpans = scopes.map(([name, spans]) => ({ scope: { name, version: "1.2.3" }, spans }));
  return { resourceSpans: [{ resource, scopeSpans }] };
}

/** An event of a coding agent. */
export function createLogExportSample(startMs: number): object {
  const event = {
    ...{ "event.name": "claude_code.api_request", model: "claude", input_tokens: 5, output_tokens: 9, duration_ms: 9 },
    ...{ cost_usd: 0.1, "session.id": "s", "user.id": "u" },
  };
  const record = {
    timeUnixNano: ns(startMs),
    body: { stringValue: event["event.name"] },
    attributes: attributes(event),
  };
  const resource = { attributes: attributes({ "service.name": "claude-code" }) };
  return {
    resourceLogs: [
      { resource, scopeLogs: [{ scope: { name: "com.anthropic.claude_code.events" }, logRecords: [record] }] },
    ],
  };
}
