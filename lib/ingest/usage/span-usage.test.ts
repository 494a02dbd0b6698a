import { describe, expect, test } from "vitest";
import { namesOf } from "./attribute-counts";
import type { Bucket } from "./counts";
import { spanUsage } from "./span-usage";

type Facts = Parameters<typeof spanUsage>[0];
const usageOf = (attributes: Record<string, unknown>, facts: Partial<Omit<Facts, "attributes">> = {}) =>
  spanUsage({
    ...{ scope: "app", scopeVersion: null, provider: "openai", model: "gpt-4o", resource: new Map(), streamed: null },
    ...facts,
    attributes: new Map(Object.entries(attributes)),
  });

const BASE = { "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 350 };
const FIELDS = {
  cachedInput: "cached_input_tokens",
  cacheWrite: "cache_write_tokens",
  reasoning: "reasoning_tokens",
  audioInput: "audio_input_tokens",
  audioOutput: "audio_output_tokens",
  imageInput: "image_input_tokens",
} as const satisfies Partial<Record<Bucket, string>>;

test.each<[keyof typeof FIELDS, string]>([
  ["cachedInput", "gen_ai.usage.details.cache_read_tokens"],
  ["cachedInput", "gen_ai.usage.cached_tokens"],
  ["cachedInput", "gen_ai.usage.input_cached_tokens"],
  ["cachedInput", "gen_ai.usage.cached_input_tokens"],
  ["cachedInput", "gen_ai.usage.cache_read_tokens"],
  ["cachedInput", "gen_ai.usage.prompt_tokens_details.cached_tokens"],
  ["cachedInput", "gen_ai.usage.prompt_tokens_details.cache_read"],
  ["cachedInput", "gen_ai.usage.input_tokens_details.cached_tokens"],
  ["cachedInput", "gen_ai.usage.input_token_details.cache_read"],
  ["cachedInput", "gen_ai.usage.prompt_cache_hit_tokens"],
  ["cachedInput", "llm.usage.cache_read_input_tokens"],
  ["cachedInput", "llm.token_count.prompt_details.cache_read"],
  ["cacheWrite", "gen_ai.usage.cache_write_input_tokens"],
  ["cacheWrite", "gen_ai.usage.input_tokens.cache_write"],
  ["cacheWrite", "gen_ai.usage.cache_write_tokens"],
  ["cacheWrite", "gen_ai.usage.details.cache_write_tokens"],
  ["cacheWrite", "gen_ai.usage.prompt_tokens_details.cache_write"],
  ["cacheWrite", "gen_ai.usage.cache_write_5m_tokens"],
  ["reasoning", "gen_ai.usage.reasoning_tokens"],
  ["reasoning", "gen_ai.usage.details.reasoning_tokens"],
  ["reasoning", "gen_ai.usage.details.thinking_tokens"],
  ["reasoning", "gen_ai.usage.thoughts_tokens"],
  ["reasoning", "gen_ai.usage.completion_tokens_details.reasoning"],
  ["reasoning", "llm.usage.reasoning_tokens"],
  ["audioInput", "gen_ai.usage.audio.input_tokens"],
  ["audioInput", "gen_ai.usage.input_audio_tokens"],
  ["audioInput", "gen_ai.usage.details.input_audio_tokens"],
  ["audioOutput", "gen_ai.usage.output_audio_tokens"],
  ["audioOutput", "gen_ai.usage.completion_tokens_details.audio"],
  ["imageInput", "gen_ai.usage.image.input_tokens"],
])("%s is read from %s", (bucket, name) => {
  expect(usageOf({ ...BASE, [name]: 34 }).tokens).toMatchObject({
    input_tokens: 1200,
    output_tokens: 350,
    [FIELDS[bucket]]: 34,
  });
});

test.each([
  ["gen_ai.response.prompt_tokens", "gen_ai.response.completion_tokens"],
  ["llm.usage.prompt_tokens", "llm.usage.completion_tokens"],
  ["llm.token_count.prompt", "llm.token_count.completion"],
  ["ai.usage.promptTokens", "ai.usage.completionTokens"],
  ["llm.prompt_tokens", "llm.completion_tokens"],
])("input and output are read from %s", (input, output) => {
  expect(usageOf({ [input]: 1200, [output]: 350 }).tokens).toMatchObject({ input_tokens: 1200, output_tokens: 350 });
  expect(usageOf({ [input]: -1, [output]: -1 }).tokens).toEqual({});
});

test("what Anthropic's SDK wrote for an hour has a name of its own", () => {
  const written = { "gen_ai.usage.cache_write.input_tokens": 100 };
  const attributes = { ...BASE, ...written, "anthropic.usage.cache_creation.ephemeral_1h_input_tokens": 40 };
  expect(usageOf(attributes).tokens).toMatchObject({ cache_write_tokens: 100, cache_write_1h_tokens: 40 });
});

test("no name stands for two counts", () => {
  const names = (["input", "uncachedInput", "output", "total", ...Object.keys(FIELDS)] as Bucket[]).flatMap(namesOf);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("details are read from the text of objects too", () => {
  const expected = { input_tokens: 1200, cached_input_tokens: 800, cache_write_tokens: 100, reasoning_tokens: 30 };
  const python = {
    "gen_ai.usage.input_token_details": "{'cache_read': 800, 'cache_creation': 100}",
    "gen_ai.usage.output_token_details": "{'reasoning': 30}",
  };
  const json = {
    "gen_ai.usage.prompt_tokens_details": '{"cached_tokens":800,"cache_write_tokens":100}',
    "gen_ai.usage.completion_tokens_details": "CompletionTokensDetails(audio_tokens=None, reasoning_tokens=30)",
  };
  for (const details of [python, json]) expect(usageOf({ ...BASE, ...details }).tokens).toMatchObject(expected);
});

/** The same answer of Anthropic's, of 3,100 in, 1,000 of them read and 100 written, and 50 out. */
describe("whether the input has the cache in it", () => {
  const cache = { "gen_ai.usage.cache_read.input_tokens": 1000, "gen_ai.usage.cache_creation.input_tokens": 100 };
  const of = (input: number, total?: number) => ({
    ...{ "gen_ai.usage.input_tokens": input, "gen_ai.usage.output_tokens": 50, ...cache },
    ...(total !== undefined && { "gen_ai.usage.total_tokens": total }),
  });
  const anthropic = { provider: "anthropic", model: "claude-sonnet-4-5" };

  test.each<[string, Record<string, unknown>, Partial<Facts>]>([
    [
      "Traceloop in JavaScript",
      of(2000, 2050),
      { scope: "@traceloop/instrumentation-anthropic", scopeVersion: "0.27.0" },
    ],
    ["Traceloop in Python", of(3100, 3150), { scope: "opentelemetry.instrumentation.anthropic" }],
    ["Traceloop for Bedrock", of(2000, 2050), { scope: "opentelemetry.instrumentation.bedrock", provider: "AWS" }],
    ["OpenInference", { "llm.token_count.prompt": 3100, "llm.token_count.completion": 50, ...cache }, {}],
    ["the AI SDK 7", of(3100), { scope: "gen_ai", provider: "anthropic.messages" }],
    ["Pydantic AI", of(3100), { scope: "pydantic-ai", scopeVersion: "1.60.0" }],
    ["Pydantic AI for Bedrock, once", of(2000), { scope: "pydantic-ai", scopeVersion: "1.39.0", provider: "bedrock" }],
    ["OpenLIT", of(2000), { resource: new Map([["telemetry.sdk.name", "openlit"]]) }],
    ["Pipecat, once", of(2000, 2050), { scope: "pipecat", scopeVersion: "0.0.98" }],
    ["Pipecat", of(2000, 3150), { scope: "pipecat" }],
    ["Strands, once", of(2000, 3150), { scope: "strands.telemetry.tracer" }],
    ["Strands", of(3100, 3150), { scope: "strands.telemetry.tracer" }],
    ["LiteLLM", of(3100), { scope: "litellm" }],
    ["Anthropic's own SDK", of(3100), { scope: "com.anthropic.sdk.typescript", scopeVersion: "1.14.0" }],
    ["an app whose total adds up", of(3100, 3150), {}],
    ["an app whose total is larger by the cache", of(2000, 3150), {}],
  ])("%s", (_, attributes, facts) => {
    const usage = usageOf(attributes, { ...anthropic, ...facts });
    expect(usage.tokens).toMatchObject({
      input_tokens: 3100,
      cached_input_tokens: 1000,
      cache_write_tokens: 100,
      output_tokens: 50,
    });
    expect(usage).not.toHaveProperty("ambiguous");
  });

  test("is open of an app of its own in front of Anthropic, and of nobody else", () => {
    const open = { tokens: { input_tokens: 2000 }, ambiguous: { input_tokens: 3100 } };
    expect(usageOf(of(2000), anthropic)).toMatchObject(open);
    expect(usageOf(of(2000), { provider: "aws.bedrock", model: "amazon.nova-pro" })).toMatchObject(open);
    expect(usageOf(of(2000), { provider: null, model: "claude-sonnet-4-5" })).toMatchObject(open);
    for (const provider of ["openai", "deepseek", "openrouter", "gcp.gemini", "siliconflow"]) {
      expect(usageOf(of(2000), { provider })).not.toHaveProperty("ambiguous");
    }
  });
});

describe("the AI SDK up to 6", () => {
  const call = (input: number, more: Record<string, unknown> = {}) => ({
    ...{ "ai.operationId": "ai.streamText.doStream", "ai.usage.inputTokens": input, "ai.usage.outputTokens": 50 },
    ...{ "ai.usage.cachedInputTokens": 1000, "ai.usage.totalTokens": input + 50 },
    ...more,
  });
  const metadata = (value: object) => ({ "ai.response.providerMetadata": JSON.stringify(value) });
  const usage = {
    input_tokens: 2000,
    cache_read_input_tokens: 1000,
    cache_creation_input_tokens: 100,
    output_tokens: 1,
  };

  test.each<[string, Record<string, unknown>, string, object]>([
    ["5 for Anthropic", call(2000), "anthropic.messages", { input_tokens: 3000, cached_input_tokens: 1000 }],
    ["5 for Bedrock", call(2000), "amazon-bedrock", { input_tokens: 3000 }],
    ["5 for OpenAI", call(2000), "openai.chat", { input_tokens: 2000 }],
    [
      "5 for Bedrock, with what was written in the metadata",
      call(2000, metadata({ bedrock: { usage: { cacheWriteInputTokens: 100 } } })),
      "amazon-bedrock",
      { input_tokens: 3100, cache_write_tokens: 100 },
    ],
    [
      "5 with Anthropic's usage, whose output is of the stream's beginning",
      call(2000, metadata({ anthropic: { usage, cacheCreationInputTokens: 100 } })),
      "anthropic.messages",
      { input_tokens: 3100, cached_input_tokens: 1000, cache_write_tokens: 100, output_tokens: 50 },
    ],
    [
      "4, whole, with nothing but the metadata of older versions",
      {
        ...{
          "ai.operationId": "ai.generateText.doGenerate",
          "ai.usage.promptTokens": 2000,
          "ai.usage.completionTokens": 50,
        },
        ...metadata({ anthropic: { cacheCreationInputTokens: 100, cacheReadInputTokens: 1000 } }),
      },
      "anthropic.messages",
      { input_tokens: 3100, cached_input_tokens: 1000, cache_write_tokens: 100, output_tokens: 50 },
    ],
    [
      "6 and 7 for Anthropic, with what was compacted added in the SDK's sums alone",
      {
        ...{
          "ai.operationId": "ai.generateText.doGenerate",
          "ai.usage.inputTokens": 203_000,
          "ai.usage.outputTokens": 4500,
        },
        ...metadata({
          anthropic: {
            usage: {
              ...{
                input_tokens: 23_000,
                cache_read_input_tokens: 0,
                cache_creation_input_tokens: 0,
                output_tokens: 1000,
              },
              iterations: [
                { type: "compaction", input_tokens: 180_000, cache_read_input_tokens: 0, output_tokens: 3500 },
                { type: "message", input_tokens: 23_000, cache_read_input_tokens: 0, output_tokens: 1000 },
              ],
            },
            iterations: [
              { type: "compaction", inputTokens: 180_000, outputTokens: 3500 },
              { type: "message", inputTokens: 23_000, outputTokens: 1000 },
            ],
          },
        }),
      },
      "anthropic.messages",
      { input_tokens: 203_000, output_tokens: 4500 },
    ],
    [
      "6 for Anthropic",
      call(3100, {
        "ai.usage.inputTokenDetails.cacheReadTokens": 1000,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 100,
      }),
      "anthropic.messages",
      { input_tokens: 3100, cache_write_tokens: 100 },
    ],
    [
      "6 with Anthropic's usage",
      call(3100, { "ai.usage.inputTokenDetails.cacheReadTokens": 1000, ...metadata({ anthropic: { usage } }) }),
      "anthropic.messages",
      { input_tokens: 3100, cache_write_tokens: 100, output_tokens: 50 },
    ],
    [
      "5 for Google, by its total",
      call(1000, { "ai.usage.reasoningTokens": 300, "ai.usage.totalTokens": 1350 }),
      "google.generative-ai",
      { input_tokens: 1000, output_tokens: 350, reasoning_tokens: 300 },
    ],
    [
      "5 for Google, by Gemini's usage",
      call(
        1000,
        metadata({
          google: { usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 50, thoughtsTokenCount: 300 } },
        }),
      ),
      "google.generative-ai",
      { input_tokens: 1000, output_tokens: 350, reasoning_tokens: 300 },
    ],
    [
      "5 for DeepSeek",
      call(1200, metadata({ deepseek: { promptCacheHitTokens: 800, promptCacheMissTokens: 400 } })),
      "deepseek.chat",
      { input_tokens: 1200, cached_input_tokens: 800 },
    ],
  ])("%s", (_, attributes, provider, expected) => {
    const read = usageOf(attributes, { scope: "ai", provider, model: "m" });
    expect(read.tokens).toMatchObject(expected);
    expect(read).not.toHaveProperty("ambiguous");
  });
});

test("Google's ADK has the cache and the thoughts in the answer's own usage only", () => {
  const usage_metadata = {
    ...{ prompt_token_count: 1200, cached_content_token_count: 800, candidates_token_count: 50 },
    ...{ thoughts_token_count: 300, total_token_count: 1550 },
  };
  const attributes = {
    ...{ "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 50 },
    "gcp.vertex.agent.llm_response": JSON.stringify({ content: { role: "model" }, usage_metadata }),
  };
  const expected = { input_tokens: 1200, output_tokens: 350, reasoning_tokens: 300 };
  const adk = { scope: "gcp.vertex.agent", provider: "gcp.vertex.agent", model: "gemini-2.5-flash" };

  expect(usageOf(attributes, adk).tokens).toMatchObject({ ...expected, cached_input_tokens: 800 });
  const without = { ...BASE, "gen_ai.usage.output_tokens": 50, "gen_ai.usage.experimental.reasoning_tokens": 300 };
  expect(usageOf(without, adk).tokens).toMatchObject(expected);
});

describe("counts that an SDK made up for a stream", () => {
  const stream = { "gen_ai.usage.input_tokens": 1, "gen_ai.usage.output_tokens": 4 };
  const openlit = new Map([["telemetry.sdk.name", "openlit"]]);

  test.each<[string, Record<string, unknown>, Partial<Facts>]>([
    ["Traceloop for OpenAI", stream, { scope: "@traceloop/instrumentation-openai", streamed: true }],
    ["OpenLIT without any parts", stream, { resource: openlit, streamed: true }],
    ["OpenLIT's own flag", { ...stream, "gen_ai.request.is_stream": true }, { resource: openlit }],
    ["LangWatch, which says so", { ...stream, "langwatch.tokens.estimated": true }, {}],
  ])("%s", (_, attributes, facts) => {
    expect(usageOf(attributes, facts).tokens).toMatchObject({
      input_tokens: 1,
      output_tokens: 4,
      usage_source: "estimated",
    });
  });

  test.each<[string, Record<string, unknown>, Partial<Facts>]>([
    ["Traceloop for OpenAI, not streamed", stream, { scope: "@traceloop/instrumentation-openai", streamed: false }],
    [
      "OpenLIT with parts",
      { ...stream, "gen_ai.usage.cache_read.input_tokens": 0 },
      { resource: openlit, streamed: true },
    ],
    ["another stream", stream, { streamed: true }],
    ["no counts", {}, { scope: "@traceloop/instrumentation-openai", streamed: true }],
  ])("but not %s", (_, attributes, facts) => {
    expect(usageOf(attributes, facts).tokens).not.toHaveProperty("usage_source");
  });
});
