import { DAY_MS } from "@/lib/domain/time/units";
import { createGatewaySamples } from "./create-gateway-samples";
import { createLogExportSample, createTraceSample } from "./create-trace-sample";

/** Valid payloads of each kind that a client sends, by the name of the kind; every time in them is shortly before `nowMs`. */
export function createSamples(nowMs: number): ReadonlyMap<string, readonly unknown[]> {
  const startMs = nowMs - 60_000;
  const iso = (afterMs = 0) => new Date(startMs + afterMs).toISOString();
  const record = {
    ...{ id: "r-1", request_id: "q-1", started_at: iso(), model: "gpt-4o", provider: "openai", duration_ms: 900.5 },
    ...{ outcome: "ok", http_status: 200, attempt: 1, final: true, ttft_ms: 200, streamed: true, region: "eu-west-1" },
    ...{ tier: "standard", app: "shop", operation: "chat", team: "search", key: "k-1", environment: "production" },
    ...{ feature: "answers", agent: "helper", stage: 1, consumer: "u-1", session: "s-1", router: "r" },
    ...{ input_tokens: 1200, cached_input_tokens: 1000, cache_write_tokens: 100, cache_write_1h_tokens: 50 },
    ...{
      output_tokens: 50,
      reasoning_tokens: 30,
      audio_input_tokens: 10,
      usage_source: "reported",
      cost_usd: "0.00495",
    },
    ...{
      units: { images: 1, searches: 2 },
      tags: ["team:a", "gold"],
      trace_id: "t-1",
      service_tier: "default",
      revision: 1,
    },
  };
  const failed = {
    id: "r-2",
    started_at: iso(),
    model: "m",
    duration_ms: 5,
    http_status: 429,
    error_code: "RateLimitError",
  };
  const past = iso(-2 * DAY_MS).slice(0, 10);
  const day = {
    ...{
      id: "u-1",
      day: past,
      provider: "anthropic",
      model: "m",
      team: "search",
      app: "shop",
      key: "k-1",
    },
    ...{
      input_tokens: 5,
      cached_input_tokens: 2,
      output_tokens: 9,
      units: { images: 1 },
      cost: "1.5",
      currency: "USD",
    },
    ...{ source: "console", revision: 1 },
  };
  const score = { id: "s-1", attempt_id: "a-1", evaluator: "judge", metric: "helpful", value: 0.8, weight: 2 };
  return new Map<string, readonly unknown[]>([
    [
      "scores",
      [{ scores: [score, { ...score, id: "s-2", attempt_id: null, request_id: "r-1", at: `${past}T00:00:00Z` }] }],
    ],
    [
      "usage",
      [
        { usage: [day] },
        {
          usage: [
            {
              ...day,
              id: "u-2",
              provider: "openai",
              day: undefined,
              from: `${past}T00:00:00Z`,
              to: `${past}T01:00:00Z`,
            },
          ],
        },
      ],
    ],
    [
      "logs",
      [
        [record, failed],
        { logs: [record] },
        record,
        Array.from({ length: 40 }, (_, id) => ({ ...failed, id: `n-${id}` })),
      ],
    ],
    ["otlp", [createTraceSample(startMs), { resourceMetrics: [] }]],
    ["otlp-logs", [createLogExportSample(startMs)]],
    ["litellm", [[litellmOf(startMs), litellmFailureOf(startMs)], litellmOf(startMs)]],
    ["litellm-spend-logs", [[spendLogOf(startMs)]]],
    ["langfuse", [langfuseOf(startMs)]],
    ["helicone", [heliconeOf(startMs), heliconeStreamOf(startMs)]],
    ["portkey", [portkeyOf(startMs), [portkeyOf(startMs)]]],
    ["openrouter", [openRouterOf(startMs), createTraceSample(startMs)]],
    ...createGatewaySamples(startMs),
  ]);
}

function litellmOf(startMs: number): object {
  return {
    ...{ id: "c-1", trace_id: "t-9", call_type: "acompletion", stream: true, status: "success", cache_hit: null },
    ...{ startTime: startMs / 1_000, completionStartTime: startMs / 1_000 + 0.4, endTime: startMs / 1_000 + 2 },
    ...{ model: "deepseek-v3.2", model_group: "smart", custom_llm_provider: "openai", response_cost: 0.000268 },
    ...{ api_base: "https://api.siliconflow.cn/v1", prompt_tokens: 900, completion_tokens: 60, total_tokens: 960 },
    ...{ request_tags: ["team-a", "k:v"], end_user: "u-1", hidden_params: { additional_headers: {} } },
    metadata: {
      ...{ user_api_key_alias: "chat-app", user_api_key_team_alias: "search", requester_metadata: {} },
      usage_object: { prompt_tokens: 900, completion_tokens: 60, prompt_tokens_details: { cached_tokens: 512 } },
    },
    response: {
      usage: { prompt_tokens_details: { cached_tokens: 512, audio_tokens: 3 }, completion_tokens_details: null },
    },
  };
}

function litellmFailureOf(startMs: number): object {
  const error_information = { error_code: "429", error_class: "RateLimitError", llm_provider: "openai" };
  return {
    ...litellmOf(startMs),
    id: "c-2",
    status: "failure",
    response: {},
    error_str: "RateLimitError",
    error_information,
  };
}

function spendLogOf(startMs: number): object {
  const at = (afterMs: number) => new Date(startMs + afterMs).toISOString().replace("T", " ").replace("Z", "000");
  return {
    ...{ request_id: "r-1", call_type: "acompletion", model: "gpt-4o", model_group: "", custom_llm_provider: "openai" },
    ...{ api_base: "https://api.openai.com", spend: "0.00075", prompt_tokens: "100", completion_tokens: "50" },
    ...{ startTime: at(0), endTime: at(1_500), completionStartTime: "", cache_hit: "None", request_tags: "[]" },
    ...{ status: "success", metadata: '{"usage_object":{"prompt_tokens_details":{"cached_tokens":30}}}' },
  };
}

function langfuseOf(startMs: number): object {
  const at = (afterMs: number) => new Date(startMs + afterMs).toISOString();
  const event = (id: string, type: string, body: object) => ({ id, type, timestamp: at(0), body });
  return {
    batch: [
      event("e-1", "trace-create", { id: "t-1", name: "checkout", tags: ["gold"], userId: "u", sessionId: "s" }),
      event("e-2", "generation-create", { id: "g-1", traceId: "t-1", name: "chat", model: "gpt-4o", startTime: at(0) }),
      event("e-3", "generation-update", {
        ...{ id: "g-1", endTime: at(900), completionStartTime: at(200), level: "DEFAULT", costDetails: { total: 0.1 } },
        usageDetails: { input: 1200, input_cached_tokens: 1000, output: 42, output_reasoning_tokens: 8, total: 1242 },
      }),
      event("e-4", "generation-create", {
        id: "g-2",
        model: "m",
        startTime: at(0),
        level: "ERROR",
        statusMessage: "429 no",
      }),
      event("e-5", "span-create", { id: "s-1", traceId: "t-1" }),
    ],
    metadata: { sdk_name: "langfuse-js", sdk_version: "3.39.2" },
  };
}

const seconds = (ms: number) => ({ seconds: Math.floor(ms / 1_000), milliseconds: ms % 1_000 });

function heliconeOf(startMs: number): object {
  const usage = { prompt_tokens: 1200, completion_tokens: 42, total_tokens: 1242 };
  return {
    providerRequest: {
      url: "https://api.openai.com/v1",
      json: { model: "gpt-4o", messages: [] },
      meta: { "Helicone-Property-App": "a" },
    },
    providerResponse: { headers: {}, status: 200, json: { id: "c", model: "gpt-4o", usage } },
    timing: { startTime: seconds(startMs), endTime: seconds(startMs + 900), timeToFirstToken: 120 },
  };
}

function heliconeStreamOf(startMs: number): object {
  const textBody = [
    ...[
      ": PROCESSING",
      "",
      'event: message_start\ndata: {"type":"message_start","message":{"id":"m","model":"claude","usage":{"input_tokens":9}}}',
    ],
    ...["", 'data: {"type":"message_delta","usage":{"output_tokens":5}}', "", "data: [DONE]"],
  ].join("\n");
  return { ...heliconeOf(startMs), providerResponse: { headers: {}, status: 200, json: {}, textBody } };
}

function portkeyOf(startMs: number): object {
  return {
    request: {
      url: "https://api.openai.com/v1/chat/completions",
      method: "POST",
      provider: "openai",
      body: { model: "gpt-4o" },
    },
    response: {
      ...{ status: 200, headers: {}, response_time: 95, streamingMode: false },
      body: {
        id: "c-1",
        created: Math.floor(startMs / 1_000),
        usage: { prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 },
      },
    },
    metadata: { trace_id: "t-1", span_id: "s-1", app: "search", _user: "u-1" },
  };
}

function openRouterOf(startMs: number): object {
  return {
    data: {
      ...{
        id: "gen-1",
        request_id: "req-1",
        created_at: new Date(startMs).toISOString(),
        latency: 2000,
        streamed: true,
      },
      ...{ model: "deepseek/deepseek-v3.2", provider_name: "Novita", generation_time: 1500, total_cost: 0.0003 },
      ...{
        native_tokens_prompt: 900,
        native_tokens_completion: 60,
        native_tokens_cached: 512,
        app_id: 5,
        is_byok: false,
      },
      provider_responses: [
        { provider_name: "DeepInfra", status: 503, latency: 250 },
        { provider_name: "Novita", status: 200, latency: 2000 },
      ],
    },
  };
}
