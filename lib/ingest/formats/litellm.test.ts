import { describe, expect, test } from "vitest";
import { FORMATS } from "./formats";

const CALL = {
  ...{ id: "c-1", trace_id: "t-1", call_type: "acompletion", stream: false, status: "success" },
  ...{ startTime: 1_795_330_000, endTime: 1_795_330_002, completionStartTime: 1_795_330_002, model: "gpt-4o" },
  ...{
    custom_llm_provider: "openai",
    api_base: "https://api.openai.com/v1/",
    prompt_tokens: 700,
    completion_tokens: 30,
  },
  ...{ total_tokens: 730, response_cost: 0.002, metadata: {}, response: null },
};
const ROW = {
  ...{ request_id: "c-1", call_type: "acompletion", status: "success", model: "gpt-4o", custom_llm_provider: "openai" },
  ...{
    startTime: "2026-11-22 06:46:40.100",
    endTime: "2026-11-22 06:46:42.100",
    api_base: "https://api.openai.com/v1",
  },
  ...{ prompt_tokens: "700", completion_tokens: "30", spend: "0.002", metadata: "{}", request_tags: "[]" },
};
const read = (format: string, body: unknown) =>
  FORMATS.get(format)?.read({ text: JSON.stringify(body), receivedAtUs: 0 }) ?? [];
const live = (change: object) => read("litellm", { ...CALL, ...change })[0];
const history = (change: object) => read("litellm-spend-logs", { ...ROW, ...change })[0];

describe("which rows are calls of a model", () => {
  test.each([
    ...["completion", "acompletion", "text_completion", "atext_completion", "responses", "aresponses"],
    ...["anthropic_messages", "aanthropic_messages", "generate_content", "agenerate_content_stream"],
  ])("%s is", (call_type) => {
    expect(live({ call_type })).toHaveProperty("record");
    expect(history({ call_type })).toHaveProperty("record");
  });

  test.each([
    ...["aget_responses", "get_responses", "adelete_responses", "acancel_responses", "alist_input_items"],
    ...["aretrieve_batch", "acancel_batch", "acreate_batch", "aget_messages", "a_add_message", "afile_content"],
    ...["avector_store_search", "call_mcp_tool", "list_mcp_tools", "aimage_generation", "aspeech", "arerank"],
    ...["amoderation", "atranscription", "_arealtime", "avideo_retrieve", "acreate_fine_tuning_job", "aocr"],
  ])("%s is not, though it has the tokens of another", (call_type) => {
    expect(live({ call_type })).toHaveProperty("ignored");
    expect(history({ call_type })).toHaveProperty("ignored");
  });

  const nothing = { prompt_tokens: 0, completion_tokens: 0, response_cost: 0, spend: 0 };
  test.each([
    ["with tokens", {}, true],
    ["of Anthropic's messages", { api_base: "https://api.anthropic.com/v1/messages" }, true],
    ["of an embedding", { api_base: "https://api.openai.com/v1/embeddings" }, false],
    ["of a count of tokens", { api_base: "https://api.anthropic.com/v1/messages/count_tokens" }, false],
    ["without tokens", nothing, false],
    ["without a model", { model: "unknown" }, false],
    ["that a chat refused", { ...nothing, status: "failure", api_base: "https://api.anthropic.com/v1/messages" }, true],
    ["that something else refused", { ...nothing, status: "failure", api_base: "https://api.test/files" }, false],
  ])("what is passed on %s", (_, change, isCall) => {
    for (const call_type of ["pass_through_endpoint", "allm_passthrough_route", "llm_passthrough_route"]) {
      expect("record" in (live({ ...change, call_type }) ?? {})).toBe(isCall);
      expect("record" in (history({ ...change, call_type }) ?? {})).toBe(isCall);
    }
  });
});

test.each([
  ["anthropic", "anthropic/claude-haiku-4-5", "claude-haiku-4-5"],
  ["bedrock", "bedrock/us.anthropic.claude-sonnet-4-v1:0", "us.anthropic.claude-sonnet-4-v1:0"],
  ["vertex_ai", "vertex_ai/gemini-2.5-flash", "gemini-2.5-flash"],
  ["azure", "azure/my-deployment", "my-deployment"],
  ["groq", "groq/llama-3.3-70b-versatile", "llama-3.3-70b-versatile"],
  ["openrouter", "openrouter/openai/gpt-4o", "openai/gpt-4o"],
  ["openai", "openai/deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3"],
  ["openai_like", "openai_like/house-model", "house-model"],
  ["hosted_vllm", "hosted_vllm/Qwen/Qwen3-8B", "Qwen/Qwen3-8B"],
])("%s: history (%s) and live traffic are one model", (custom_llm_provider, model, name) => {
  const place = { custom_llm_provider, api_base: "" };
  expect(history({ ...place, model })).toMatchObject({ record: { model: name } });
  expect(live({ ...place, model })).toMatchObject({ record: { model: name } });
  expect(live({ ...place, model: name })).toMatchObject({ record: { model: name } });
});

test("an answer without an id is told apart by its trace and its time", () => {
  const ids = [{}, { trace_id: "t-2" }, { startTime: 1_795_330_001 }, {}].map((change) => {
    const entry = live({ ...change, id: "None" });
    return entry && "record" in entry ? entry.record.id : null;
  });
  expect(new Set(ids).size).toBe(3);
  expect(ids[3]).toBe(ids[0]);
  expect(history({ request_id: "None" })).toHaveProperty("record.id");
  expect(live({ id: null, litellm_call_id: "call-7" })).toMatchObject({ record: { id: "call-7" } });
});

describe("how a failed call ended", () => {
  const unused = { status: "failure", prompt_tokens: 0, completion_tokens: 0, response_cost: 0, spend: 0 };
  const failed = (error_information: object, more: object = {}) => [
    live({ ...unused, ...more, error_information }),
    history({ ...unused, ...more, metadata: JSON.stringify({ error_information }) }),
  ];

  test.each([
    [{ error_code: "429", error_class: "ProxyRateLimitError", error_rate_limit_category: "litellm_rate_limit" }],
    [{ error_code: "429", error_class: "RateLimitError", error_rate_limit_category: "litellm_batch_rate_limit" }],
    [
      {
        error_code: "400",
        error_class: "BudgetExceededError",
        error_message: "Budget has been exceeded! Current cost: 9",
      },
    ],
    [{ error_code: "429", error_class: "HTTPException", error_message: "Max parallel request limit reached" }],
    [{ error_code: "400", error_class: "HTTPException", error_message: "Violated guardrail policy" }],
    [{ error_code: "400", error_class: "GuardrailRaisedException" }],
    [{ error_code: "429", error_class: "RouterRateLimitError", error_message: "No deployments available for model" }],
    [{ error_code: "401", error_class: "ProxyException" }],
    [{ error_code: "429", error_class: "", error_budget_entity_type: "team" }],
    [
      {
        error_code: "429",
        error_message: "Rate limit exceeded for api_key: a1. Limit type: requests. Current limit: 2",
      },
    ],
  ])("%j: the gateway refused", (error) => {
    for (const entry of failed(error)) expect(entry).toMatchObject({ record: { outcome: "refused" } });
  });

  test.each([
    [{ error_code: "429", error_class: "RateLimitError", error_rate_limit_category: "vendor_rate_limit" }],
    [{ error_code: "429", error_class: "RateLimitError" }],
  ])("%j: the provider limited", (error) => {
    for (const entry of failed(error)) expect(entry).toMatchObject({ record: { outcome: "rate_limited" } });
  });

  test("the status that a passed-on answer had is the provider's", () => {
    const error = { error_code: "429", error_class: "HTTPException", error_message: "Too many requests" };
    const place = { call_type: "pass_through_endpoint", api_base: "https://api.anthropic.com/v1/messages" };
    for (const entry of failed(error, place)) expect(entry).toMatchObject({ record: { outcome: "rate_limited" } });
  });

  test.each([
    ["cancelled", { error_code: "499", error_class: "" }, true],
    ["timeout", { error_code: "408", error_class: "Timeout" }, true],
    ["timeout", { error_code: "504", error_class: "GatewayTimeoutError" }, true],
    ["server_error", { error_code: "500", error_class: "APIError" }, true],
    ["rate_limited", { error_code: "429", error_class: "RateLimitError" }, false],
    ["client_error", { error_code: "400", error_class: "BadRequestError" }, false],
  ])("%s: %j, and what it used until then", (outcome, error, isUsed) => {
    const used = { prompt_tokens: 700, completion_tokens: 30 };
    for (const entry of failed(error, used)) {
      expect(entry).toMatchObject({ record: isUsed ? { outcome, input_tokens: 700, output_tokens: 30 } : { outcome } });
      if (!isUsed) expect(entry).not.toHaveProperty("record.input_tokens");
    }
    for (const entry of failed(error)) expect(entry).not.toHaveProperty("record.input_tokens");
  });
});

test("an attempt has the number that LiteLLM counted, also where the earlier ones came in another post", () => {
  expect(live({ metadata: { attempted_fallbacks: 1 } })).toMatchObject({ record: { attempt: 2, final: true } });
  expect(live({ metadata: { attempted_retries: 2, attempted_fallbacks: 1 } })).toMatchObject({
    record: { attempt: 4 },
  });
  expect(history({ metadata: '{"attempted_retries": 1}' })).toMatchObject({ record: { attempt: 2 } });
  expect(live({})).toMatchObject({ record: { attempt: 1 } });
});

test.each([
  ["http://vllm:8000/v1", "openai", "Qwen/Qwen3-8B", "self-hosted"],
  ["http://10.1.2.3:8000/v1", "openai", "llama-3.3-70b", "self-hosted"],
  ["http://localhost:1234/v1", "openai_like", "gemma-3-4b", "self-hosted"],
  ["http://llm.models.svc.cluster.local/v1", "openai", "gpt-oss-120b", "self-hosted"],
  ["http://proxy:4000", "openai", "gpt-4o", "openai"],
  ["http://proxy:4000", "openai", "anthropic/claude-sonnet-4-5", "openai"],
  ["http://proxy:4000", "openai", "fast", "openai"],
  ["http://10.1.2.3:8000", "deepseek", "deepseek-chat", "deepseek"],
  ["https://llm.acme.test/v1", "openai", "Qwen/Qwen3-8B", "openai"],
  ["https://api.sambanova.ai/v1", "openai", "Qwen3-32B", "sambanova"],
])("at %s, %s's %s is answered by %s", (api_base, custom_llm_provider, model, provider) => {
  expect(live({ api_base, custom_llm_provider, model })).toMatchObject({ record: { provider } });
});
