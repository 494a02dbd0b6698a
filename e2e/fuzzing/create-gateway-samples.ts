/** Lines of gateways that log each call, by the name of their format. */
export function createGatewaySamples(
  startMs: number,
): readonly (readonly [kind: string, samples: readonly unknown[]])[] {
  const at = new Date(startMs).toISOString();
  const envoy = {
    ...{ "x-request-id": "r-1", start_time: at, duration: 1526, response_code: 200 },
    ...{ response_flags: "-", genai_model_name: "fast", genai_model_name_override: "gpt-4o-mini", route_name: "chat" },
    ...{ genai_tokens_input: 15, genai_tokens_output: 7, genai_backend_name: "default/azure/route/x/rule/0/ref/0" },
  };
  const metrics = { inputTokenCount: 12, outputTokenCount: 40, invocationLatency: 3037, firstByteLatency: 640 };
  const chunks = [{ type: "message_start" }, { type: "message_stop", "amazon-bedrock-invocationMetrics": metrics }];
  const bedrock = {
    ...{ schemaType: "ModelInvocationLog", schemaVersion: "1.0", timestamp: at, accountId: "1", region: "us-east-1" },
    ...{ requestId: "r-1", operation: "InvokeModelWithResponseStream", modelId: "us.anthropic.claude-sonnet-4-6" },
    identity: { arn: "arn:aws:sts::1:assumed-role/checkout/i-0" },
    requestMetadata: { team: "growth" },
    input: { inputTokenCount: 12, cacheReadInputTokenCount: 900, cacheWriteInputTokenCount: 80 },
    output: { outputTokenCount: 40, outputBodyJson: chunks },
  };
  const cloudflare = {
    ...{
      Cached: false,
      Endpoint: "chat/completions",
      Gateway: "g",
      Provider: "openai",
      Model: "gpt-4o",
      Timestamp: at,
    },
    ...{ RequestedModel: "auto", RateLimited: false, StatusCode: 200, Metadata: { team: "growth", user: 7 } },
    Metrics: { cost: 0.0042, durationMs: 1234, tokensIn: 100, tokensOut: 20 },
  };
  const kong = {
    ...{
      started_at: startMs,
      latencies: { kong: 5, proxy: 900, request: 2700 },
      request: { id: "9f2a", uri: "/chat" },
    },
    ...{ response: { status: 200 }, route: { name: "chat" }, service: { name: "ai" }, consumer: { username: "web" } },
    ai: {
      proxy: {
        meta: { request_model: "gpt-4o", response_model: "gpt-4o-2024", provider_name: "openai", llm_latency: 2670 },
        usage: { prompt_tokens: 28, completion_tokens: 20, total_tokens: 48, cost: 0.0038 },
      },
    },
  };
  const apisix = {
    ...{ start_time: startMs, latency: 900.4, upstream_latency: 880, upstream: "api.openai.com:443", route_id: "chat" },
    ...{ request: { uri: "/v1/chat/completions", headers: { "x-request-id": "r-1" } }, response: { status: 200 } },
    llm_summary: {
      ...{ request_model: "gpt-4o", model: "gpt-4o-2024", duration: 120, upstream_response_time: 880, stream: true },
      ...{ prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, cache_read_input_tokens: 64 },
    },
  };
  return [
    ["envoy", [envoy]],
    ["bedrock", [bedrock, [bedrock]]],
    ["cloudflare", [cloudflare]],
    ["kong", [kong, [kong]]],
    ["apisix", [apisix]],
  ];
}
