import { describe, expect, test } from "vitest";
import { validateRecords } from "../validate-records";
import { FORMATS } from "./formats";

/** Each entry without what it does not know; records as the store's own check takes them. */
function read(format: string, body: unknown): unknown[] {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const entries = FORMATS.get(format)?.read({ text, receivedAtUs: 0 }) ?? [];
  return entries.map((entry) => {
    if (!("record" in entry))
      return "ignored" in entry ? `ignored: ${entry.ignored}` : `unreadable: ${entry.unreadable}`;
    expect(validateRecords([{ value: entry.record }]).invalid).toEqual([]);
    return Object.fromEntries(Object.entries(entry.record).filter(([, value]) => value != null));
  });
}

describe("Bedrock", () => {
  const log = (more: object = {}) => ({
    ...{ schemaType: "ModelInvocationLog", schemaVersion: "1.0", timestamp: "2026-11-29T12:00:00Z" },
    ...{ accountId: "111122223333", region: "us-east-1", requestId: "r-1", operation: "Converse" },
    identity: { arn: "arn:aws:sts::111122223333:assumed-role/checkout/i-0abc" },
    modelId: "us.anthropic.claude-sonnet-4-6",
    inferenceRegion: "us-west-2",
    requestMetadata: { team: "growth", Environment: "prod", note: "whatever" },
    input: { inputBodyJson: { messages: ["secret"] }, inputTokenCount: 12, cacheReadInputTokenCount: 900 },
    output: {
      outputBodyJson: { output: { message: "secret" }, stopReason: "end_turn", metrics: { latencyMs: 1250 } },
      outputTokenCount: 40,
    },
    ...more,
  });
  const output = (outputBodyJson: unknown, outputTokenCount = 40) => ({ outputBodyJson, outputTokenCount });

  test("a record is an attempt, whose input is beside the cache, and keeps nothing of its bodies", () => {
    const entries = read("bedrock", log());
    expect(entries).toEqual([
      {
        ...{
          id: "r-1",
          model: "us.anthropic.claude-sonnet-4-6",
          provider: "aws",
          region: "us-west-2",
          streamed: false,
        },
        ...{ started_at: "2026-11-29T12:00:00.000Z", duration_ms: 1250, outcome: "ok", http_status: 200 },
        ...{ input_tokens: 912, cached_input_tokens: 900, output_tokens: 40 },
        ...{ key: "checkout", team: "growth", environment: "prod" },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  });

  test("where no latency is logged nobody knows how long it took", () => {
    const invoked = log({ operation: "InvokeModel", output: output({ usage: { input_tokens: 12 } }) });
    const [first] = read("bedrock", invoked);
    expect(first).toMatchObject({ outcome: "ok", input_tokens: 912, output_tokens: 40 });
    expect(first).not.toHaveProperty("duration_ms");
  });

  test("a stream's metrics are in its last chunk, and how long its cache lasts in its first", () => {
    const usage = {
      ...{ input_tokens: 12, cache_creation_input_tokens: 80 },
      cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 50 },
    };
    const metrics = { inputTokenCount: 12, outputTokenCount: 40, invocationLatency: 3037, firstByteLatency: 640 };
    const chunks = [
      { type: "message_start", message: { model: "claude-sonnet-4-6", usage } },
      { type: "message_stop", "amazon-bedrock-invocationMetrics": metrics },
    ];
    const input = { inputTokenCount: 12, cacheWriteInputTokenCount: 80 };
    const stream = log({ operation: "InvokeModelWithResponseStream", input, output: output(chunks) });
    expect(read("bedrock", stream)[0]).toMatchObject({
      ...{ duration_ms: 3037, ttft_ms: 640, streamed: true, input_tokens: 92, cache_write_tokens: 80 },
      ...{ cache_write_1h_tokens: 50, output_tokens: 40 },
    });
    const converse = [{ messageStart: {} }, { metadata: { usage: {}, metrics: { latencyMs: 99 } } }];
    expect(read("bedrock", log({ output: output(converse) }))[0]).toMatchObject({ duration_ms: 99 });
  });

  test.each([
    [{ errorCode: "ThrottlingException" }, { outcome: "rate_limited", http_status: 429 }],
    [{ errorCode: "ModelTimeoutException" }, { outcome: "timeout" }],
    [{ errorCode: "ValidationException" }, { outcome: "client_error", http_status: 400 }],
    [{ output: output({ stopReason: "guardrail_intervened" }, 0) }, { outcome: "refused" }],
    [{ output: output({ "amazon-bedrock-guardrailAction": "INTERVENED" }, 0) }, { outcome: "refused" }],
    [{ output: output({ stopReason: "guardrail_intervened" }, 7) }, { outcome: "ok", output_tokens: 7 }],
  ])("%o is %o", (more, end) => {
    expect(read("bedrock", log(more))[0]).toMatchObject(end);
  });

  test("records come a line each, as events of CloudWatch, or as rows of a query", () => {
    const one = read("bedrock", log());
    const message = JSON.stringify(log());
    expect(read("bedrock", `${message}\n${message}`)).toEqual([...one, ...one]);
    expect(read("bedrock", { logEvents: [{ id: "e", timestamp: 1, message }] })).toEqual(one);
    expect(read("bedrock", [{ "@timestamp": "2026-11-29", "@message": message }])).toEqual(one);
  });

  test("what makes no text, and what is no such log, is left out", () => {
    expect(read("bedrock", [log({ modelId: "amazon.titan-embed-text-v2:0" }), { schemaType: "Other" }])).toEqual([
      "ignored: is an embedding call",
      "ignored: is no model invocation log",
    ]);
  });

  test("an application's own profile is the name that was sent; the answer says which model it is", () => {
    const modelId = "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc";
    const known = log({ modelId, output: output({ model: "claude-sonnet-4-6" }) });
    expect(read("bedrock", known)[0]).toMatchObject({ model: "claude-sonnet-4-6", requested_model: modelId });
  });

  test("who assumed a role is kept as a hash, where that is somebody's address", () => {
    const arn = "arn:aws:sts::1:assumed-role/AWSReservedSSO_dev/ada@example.com";
    expect(read("bedrock", log({ identity: { arn } }))[0]).toMatchObject({
      ...{ key: "AWSReservedSSO_dev", consumer: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect(read("bedrock", log({ identity: { arn: "arn:aws:iam::1:user/ci/deploy" } }))[0]).toMatchObject({
      key: "deploy",
    });
  });
});

describe("Cloudflare", () => {
  const line = (more: object = {}) => ({
    ...{ Cached: false, Endpoint: "chat/completions", Gateway: "prod-gw", Provider: "openai", Model: "gpt-4o" },
    ...{ RequestedModel: "cloudflare/auto", RateLimited: false, StatusCode: 200, Timestamp: "2026-11-29T12:00:00Z" },
    ...{
      Metrics: { cost: 0.0042, durationMs: 1234, tokensIn: 100, tokensOut: 20 },
      Metadata: { team: "growth", user: 7 },
    },
    RequestBody: { type: "encrypted", data: "c2VjcmV0" },
    ...more,
  });
  const listed = (more: object = {}) => ({
    ...{
      id: "01J",
      created_at: "2026-11-29T12:00:00Z",
      duration: 900,
      provider: "anthropic",
      model: "claude-sonnet-4-6",
    },
    ...{ success: true, cached: false, tokens_in: 100, tokens_out: 20, cost: 0.001, status_code: 200, step: 0 },
    ...more,
  });

  test("a line of Logpush is an attempt, named by its contents, and keeps nothing of its bodies", () => {
    const entries = read("cloudflare", `${JSON.stringify(line())}\n${JSON.stringify(line())}`);
    expect(entries[0]).toEqual({
      ...{ id: expect.stringMatching(/^[0-9a-f]{64}$/), model: "gpt-4o", requested_model: "cloudflare/auto" },
      ...{ provider: "openai", app: "prod-gw", started_at: "2026-11-29T12:00:00.000Z", duration_ms: 1234 },
      ...{ outcome: "ok", http_status: 200, input_tokens: 100, output_tokens: 20, cost_usd: 0.0042 },
      ...{ team: "growth", consumer: "7" },
    });
    expect(entries[1]).toEqual(entries[0]);
  });

  test("an epoch in seconds, milliseconds or nanoseconds is one instant", () => {
    const at = Date.parse("2026-11-29T12:00:00Z");
    for (const Timestamp of [at / 1_000, at, `${at}000000`]) {
      expect(read("cloudflare", line({ Timestamp }))[0]).toMatchObject({ started_at: "2026-11-29T12:00:00.000Z" });
    }
  });

  test.each([
    [
      { StatusCode: 429, RateLimited: true },
      { outcome: "refused", http_status: 429 },
    ],
    [{ StatusCode: 424 }, { outcome: "refused" }],
    [{ StatusCode: 429 }, { outcome: "rate_limited" }],
    [{ StatusCode: 502 }, { outcome: "server_error" }],
  ])("%o is %o", (more, end) => {
    expect(read("cloudflare", line(more))[0]).toMatchObject(end);
  });

  test("an answer from its cache asked nobody and cost nothing", () => {
    const [hit] = read("cloudflare", line({ Cached: true }));
    expect(hit).toMatchObject({
      model: "cloudflare-cache",
      provider: "cloudflare-cache",
      cost_usd: 0,
      tags: ["cache_hit"],
    });
    expect(hit).not.toHaveProperty("input_tokens");
  });

  test("what the API lists is read too, steps of one request as its attempts", () => {
    const failed = listed({
      id: "01I",
      event_id: "e",
      success: false,
      status_code: 503,
      tokens_in: 0,
      tokens_out: 0,
      cost: 0,
    });
    const helped = listed({ event_id: "e", created_at: "2026-11-29T12:00:02Z", step: 1, provider: "openai" });
    expect(read("cloudflare", { result: [helped, failed], success: true })).toMatchObject([
      { id: "01J", request_id: "e", attempt: 2, final: true, outcome: "ok", input_tokens: 100, cost_usd: 0.001 },
      { id: "01I", request_id: "e", attempt: 1, final: false, outcome: "server_error" },
    ]);
    expect(read("cloudflare", failed)[0]).not.toHaveProperty("cost_usd");
  });

  test("Logpush's own test and other endpoints are left out", () => {
    expect(read("cloudflare", { content: "tests" })).toEqual(["ignored: is a test of the connection"]);
    expect(read("cloudflare", line({ Endpoint: "embeddings" }))).toEqual(["ignored: is an embedding call"]);
  });
});

describe("Kong", () => {
  const ai = (more: object = {}) => ({
    meta: { request_model: "gpt-4o", response_model: "gpt-4o-2024-08-06", provider_name: "openai", llm_latency: 2670 },
    usage: { prompt_tokens: 28, completion_tokens: 20, total_tokens: 48, cost: 0.0038, time_per_token: 133 },
    ...more,
  });
  const log = (more: object = {}) => ({
    ...{ started_at: 1795953600000, latencies: { kong: 5, proxy: 900, request: 2700, receive: 3 }, source: "upstream" },
    request: { id: "9f2a", uri: "/chat", headers: { "x-secret": "s" } },
    response: { status: 200, headers: { "content-type": "application/json" } },
    ...{ route: { name: "chat" }, service: { name: "ai" }, consumer: { username: "web" }, workspace_name: "default" },
    ai: { proxy: ai({ payload: { request: "secret" } }) },
    ...more,
  });

  test("a request is an attempt, with the model's own latency, and keeps nothing of its payload", () => {
    const entries = read("kong", [log()]);
    expect(entries).toEqual([
      {
        ...{ id: "9f2a", model: "gpt-4o-2024-08-06", requested_model: "gpt-4o", provider: "openai", streamed: false },
        ...{ started_at: "2026-11-29T12:00:00.000Z", duration_ms: 2670, outcome: "ok", http_status: 200 },
        ...{ input_tokens: 28, output_tokens: 20, cost_usd: 0.0038, key: "web", app: "ai", tier: "chat" },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  });

  test("older names, counts in the singular, and 0 for what nobody counted", () => {
    const old = ai({ usage: { prompt_token: 28, completion_token: 20, total_tokens: 48, cost: 0 } });
    const [first] = read("kong", log({ ai: { "ai-proxy": old } }));
    expect(first).toMatchObject({ input_tokens: 28, output_tokens: 20 });
    expect(first).not.toHaveProperty("cost_usd");
    const none = ai({ usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, cost: 0 } });
    expect(read("kong", log({ ai: { proxy: none } }))[0]).not.toHaveProperty("input_tokens");
  });

  test("a model that another plugin asked is a call of its own", () => {
    const transformer = ai({ meta: { request_model: "command", provider_name: "cohere", llm_latency: 300 } });
    expect(read("kong", log({ ai: { "ai-request-transformer": transformer, proxy: ai() } }))).toMatchObject([
      {
        id: "9f2a:ai-request-transformer",
        request_id: "9f2a:ai-request-transformer",
        model: "command",
        duration_ms: 300,
      },
      { id: "9f2a", model: "gpt-4o-2024-08-06" },
    ]);
  });

  test.each([
    [
      { source: "kong", response: { status: 429 } },
      { outcome: "refused", http_status: 429 },
    ],
    [{ source: "kong", response: { status: 400 } }, { outcome: "refused" }],
    [{ source: "upstream", response: { status: 429 } }, { outcome: "rate_limited" }],
    [{ source: "kong", response: { status: 502 } }, { outcome: "server_error" }],
    [{ source: "kong", response: { status: 504 } }, { outcome: "timeout" }],
  ])("%o is %o", (more, end) => {
    expect(read("kong", log(more))[0]).toMatchObject(end);
  });

  test("an answer from the semantic cache asked nobody, and a request without a model is none", () => {
    const hit = ai({ cache: { cache_status: "Hit", fetch_latency: 21 } });
    expect(read("kong", log({ ai: { proxy: hit } }))[0]).toMatchObject({ provider: "kong-cache", cost_usd: 0 });
    const { ai: left, ...plain } = log();
    expect(read("kong", [plain, log({ ai: { proxy: ai({ meta: { request_model: "UNSPECIFIED" } }) } })])).toEqual([
      "ignored: No model was asked",
      "ignored: No model was asked",
    ]);
  });
});

describe("APISIX", () => {
  const summary = (more: object = {}) => ({
    ...{ request_model: "gpt-4o", model: "gpt-4o-2024-08-06", duration: 120, upstream_response_time: 880 },
    ...{ prompt_tokens: 100, completion_tokens: 20, total_tokens: 120, stream: true, end_user_id: "u-1" },
    ...{ cache_read_input_tokens: 64, cache_creation_input_tokens: 0, reasoning_tokens: 5 },
    ...more,
  });
  const log = (more: object = {}) => ({
    ...{ start_time: 1795953600000, latency: 900.4, upstream_latency: 880, upstream: "api.openai.com:443" },
    request: { uri: "/v1/chat/completions", headers: { "x-request-id": "r-1" } },
    response: { status: 200, headers: {} },
    ...{ service_id: "shop", route_id: "chat", consumer: { username: "web" } },
    ...{ llm_summary: summary(), llm_request: { messages: ["secret"] }, llm_response_text: { content: "secret" } },
    ...more,
  });

  test("an entry of the default format is an attempt, and keeps nothing of its messages", () => {
    const entries = read("apisix", [log()]);
    expect(entries).toEqual([
      {
        ...{ id: "r-1", model: "gpt-4o-2024-08-06", requested_model: "gpt-4o", provider: "openai", streamed: true },
        ...{
          started_at: "2026-11-29T12:00:00.000Z",
          duration_ms: 900.4,
          ttft_ms: 120,
          outcome: "ok",
          http_status: 200,
        },
        ...{
          input_tokens: 100,
          cached_input_tokens: 64,
          cache_write_tokens: 0,
          output_tokens: 20,
          reasoning_tokens: 5,
        },
        ...{ key: "web", app: "shop", tier: "chat", consumer: "u-1" },
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  });

  test("of Anthropic the cache is beside the input, though the total is the sum of the two counts", () => {
    const counts = summary({ model: "claude-sonnet-4-6", cache_read_input_tokens: 900, total_tokens: 120 });
    const anthropic = log({ upstream: "api.anthropic.com:443", llm_summary: counts });
    expect(read("apisix", anthropic)[0]).toMatchObject({ input_tokens: 1000, cached_input_tokens: 900 });
  });

  test("a format of one's own has nginx's variables: times in seconds, the log's time at the end", () => {
    const own = {
      ...{ "@timestamp": "2026-11-29T12:00:01+00:00", request_time: "1.000", status: "200", upstream_status: "200" },
      ...{ llm_model: "gpt-4o", request_llm_model: "gpt-4o", llm_prompt_tokens: "7", llm_completion_tokens: "2" },
      ...{
        request_type: "ai_chat",
        llm_time_to_first_token: "990",
        upstream_addr: "10.0.0.1:443, api.deepseek.com:443",
      },
      apisix_request_id: "a-1",
    };
    expect(read("apisix", `${JSON.stringify(own)}\n`)).toEqual([
      {
        ...{ id: "a-1", model: "gpt-4o", requested_model: "gpt-4o", provider: "deepseek", streamed: false },
        ...{ started_at: "2026-11-29T12:00:00.000Z", duration_ms: 1000, outcome: "ok", http_status: 200 },
        ...{ input_tokens: 7, output_tokens: 2 },
      },
    ]);
  });

  test.each([
    [{ response: { status: 429 }, upstream: undefined, upstream_latency: undefined }, "refused"],
    [
      {
        response: { status: 503, headers: { "X-AI-RateLimit-Remaining-gpt": "0" } },
        ...{ upstream: undefined, upstream_latency: undefined },
      },
      "refused",
    ],
    [{ response: { status: 503 }, upstream: undefined, upstream_latency: undefined }, "server_error"],
    [{ response: { status: 429 } }, "rate_limited"],
    [{ response: { status: 504 } }, "timeout"],
  ])("%o is %s", (more, outcome) => {
    expect(read("apisix", log(more))[0]).toMatchObject({ outcome });
  });

  test("an answer from its cache asked nobody, and a request of no model is none", () => {
    const hit = log({ response: { status: 200, headers: { "X-AI-Cache-Status": "HIT" } } });
    expect(read("apisix", hit)[0]).toMatchObject({ provider: "apisix-cache", requested_model: "gpt-4o", cost_usd: 0 });
    expect(read("apisix", { ...log(), llm_summary: undefined })).toEqual(["ignored: No model was asked"]);
  });
});
