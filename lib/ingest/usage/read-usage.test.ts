import { expect, test } from "vitest";
import { langfuseUsage } from "./langfuse-usage";
import { readTextObject } from "./read-text-object";
import { readUsage } from "./read-usage";
import { reportedUsage } from "./reported-usage";

/** The same call in each API's words: 1,200 in, 800 of them cached, and 350 out, 300 of them reasoned where it says so. */
const CALL = { input_tokens: 1200, cached_input_tokens: 800, output_tokens: 350 };
const REASONED = { ...CALL, reasoning_tokens: 300 };
const WRITTEN = { cache_creation_input_tokens: 50, cache_creation: { ephemeral_1h_input_tokens: 20 } };

test.each<[string, object, object]>([
  [
    "OpenAI's chat completions",
    {
      ...{ prompt_tokens: 1200, completion_tokens: 350, total_tokens: 1550 },
      ...{ prompt_tokens_details: { cached_tokens: 800 }, completion_tokens_details: { reasoning_tokens: 300 } },
    },
    REASONED,
  ],
  [
    "OpenAI's Responses, with a written cache",
    {
      ...{ input_tokens: 1200, output_tokens: 350, total_tokens: 1550 },
      ...{
        input_tokens_details: { cached_tokens: 800, cache_write_tokens: 100 },
        output_tokens_details: { reasoning_tokens: 300 },
      },
    },
    { ...REASONED, cache_write_tokens: 100 },
  ],
  [
    "OpenAI's Realtime",
    {
      ...{ input_tokens: 1200, output_tokens: 350, total_tokens: 1550 },
      ...{
        input_token_details: { cached_tokens: 800, audio_tokens: 200, image_tokens: 50 },
        output_token_details: { audio_tokens: 90 },
      },
    },
    { ...CALL, audio_input_tokens: 200, image_input_tokens: 50, audio_output_tokens: 90 },
  ],
  [
    "Anthropic",
    { input_tokens: 300, cache_read_input_tokens: 800, cache_creation_input_tokens: 100, output_tokens: 350 },
    { ...CALL, cache_write_tokens: 100 },
  ],
  [
    "Anthropic, the written cache by its life",
    {
      ...{ input_tokens: 300, cache_read_input_tokens: 800, output_tokens: 350 },
      cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
    },
    { ...CALL, cache_write_tokens: 100, cache_write_1h_tokens: 40 },
  ],
  [
    "Anthropic, which compacted the context on the way",
    {
      ...{ input_tokens: 50, cache_read_input_tokens: 150, cache_creation_input_tokens: 0, output_tokens: 50 },
      iterations: [
        { type: "compaction", ...WRITTEN, input_tokens: 250, cache_read_input_tokens: 600, output_tokens: 300 },
        { type: "advisor_message", model: "another", input_tokens: 9000, output_tokens: 900 },
        { type: "message", input_tokens: 50, cache_read_input_tokens: 150, output_tokens: 50 },
      ],
    },
    { ...CALL, input_tokens: 1100, cached_input_tokens: 750, cache_write_tokens: 50, cache_write_1h_tokens: 20 },
  ],
  [
    "Anthropic, with what was compacted added already",
    {
      ...{ input_tokens: 300, cache_read_input_tokens: 800, cache_creation_input_tokens: 50, output_tokens: 350 },
      iterations: [
        { type: "compaction", ...WRITTEN, input_tokens: 300, cache_read_input_tokens: 600, output_tokens: 300 },
        { type: "message", input_tokens: 0, cache_read_input_tokens: 200, output_tokens: 50 },
      ],
    },
    { ...CALL, input_tokens: 1150, cache_write_tokens: 50 },
  ],
  [
    "Gemini",
    {
      ...{ promptTokenCount: 1200, cachedContentTokenCount: 800, candidatesTokenCount: 50, thoughtsTokenCount: 300 },
      totalTokenCount: 1550,
    },
    REASONED,
  ],
  [
    "Gemini, whose candidates have the thoughts in them",
    {
      ...{ promptTokenCount: 1200, cachedContentTokenCount: 800, candidatesTokenCount: 350, thoughtsTokenCount: 300 },
      totalTokenCount: 1550,
    },
    REASONED,
  ],
  [
    "Gemini as Python names it, with a tool's prompt and audio",
    {
      ...{ prompt_token_count: 1000, tool_use_prompt_token_count: 200, cached_content_token_count: 800 },
      ...{ candidates_token_count: 50, thoughts_token_count: 300, total_token_count: 1550 },
      prompt_tokens_details: [
        { modality: "TEXT", token_count: 900 },
        { modality: "AUDIO", token_count: 100 },
      ],
    },
    { ...REASONED, audio_input_tokens: 100 },
  ],
  [
    "Bedrock's Converse",
    {
      ...{ inputTokens: 300, cacheReadInputTokens: 800, cacheWriteInputTokens: 100 },
      ...{ outputTokens: 350, totalTokens: 1550 },
    },
    { ...CALL, cache_write_tokens: 100 },
  ],
  [
    "Cohere, by what it bills",
    {
      billed_units: { input_tokens: 20, output_tokens: 5, search_units: 1 },
      tokens: { input_tokens: 900, output_tokens: 9 },
    },
    { input_tokens: 20, output_tokens: 5, units: { searches: 1 } },
  ],
  [
    "DeepSeek",
    {
      prompt_tokens: 1200,
      prompt_cache_hit_tokens: 800,
      prompt_cache_miss_tokens: 400,
      completion_tokens: 350,
      total_tokens: 1550,
    },
    CALL,
  ],
  ["Moonshot", { prompt_tokens: 1200, cached_tokens: 800, completion_tokens: 350, total_tokens: 1550 }, CALL],
  [
    "xAI, whose completion is without what was reasoned",
    {
      ...{ prompt_tokens: 1200, completion_tokens: 50, total_tokens: 1550, num_sources_used: 0 },
      ...{ prompt_tokens_details: { cached_tokens: 800 }, completion_tokens_details: { reasoning_tokens: 300 } },
    },
    REASONED,
  ],
  [
    "xAI without a total",
    {
      prompt_tokens: 1200,
      completion_tokens: 400,
      num_sources_used: 0,
      completion_tokens_details: { reasoning_tokens: 300 },
    },
    { input_tokens: 1200, output_tokens: 700 },
  ],
  [
    "a gateway in front of Anthropic, in OpenAI's words",
    {
      ...{
        prompt_tokens: 300,
        completion_tokens: 350,
        total_tokens: 1550,
        prompt_tokens_details: { cached_tokens: 800 },
      },
      ...{ cache_read_input_tokens: 800, cache_creation_input_tokens: 100 },
    },
    { ...CALL, cache_write_tokens: 100 },
  ],
  [
    "a gateway in front of Gemini, in OpenAI's words",
    {
      prompt_tokens: 1200,
      completion_tokens: 50,
      total_tokens: 1550,
      completion_tokens_details: { reasoning_tokens: 300 },
    },
    { input_tokens: 1200, output_tokens: 350, reasoning_tokens: 300 },
  ],
  [
    "LangChain's usage metadata",
    {
      ...{ input_tokens: 1200, output_tokens: 350, total_tokens: 1550 },
      ...{ input_token_details: { cache_read: 800, cache_creation: 100 }, output_token_details: { reasoning: 300 } },
    },
    { ...REASONED, cache_write_tokens: 100 },
  ],
  [
    "OpenRouter's SDK",
    {
      ...{ promptTokens: 1200, completionTokens: 350, totalTokens: 1550 },
      ...{ promptTokensDetails: { cachedTokens: 800 }, completionTokensDetails: { reasoningTokens: 300 } },
    },
    REASONED,
  ],
])("a usage block in the words of %s", (_, usage, expected) => {
  const read = readUsage(usage);
  expect(read.tokens).toMatchObject(expected);
  expect(read).not.toHaveProperty("ambiguous");
  expect(readUsage({ id: "a", usage })).toEqual(read);
});

test("a gateway's words for Anthropic without a total can be read in two ways", () => {
  const usage = { prompt_tokens: 2000, completion_tokens: 50, cache_read_input_tokens: 1000 };
  expect(readUsage(usage)).toMatchObject({ tokens: { input_tokens: 2000 }, ambiguous: { input_tokens: 3000 } });
});

test("what is no count is unknown", () => {
  for (const usage of [null, "redacted", 7, [], { prompt_tokens: -1, completion_tokens: -1 }]) {
    expect(readUsage(usage)).toEqual({ tokens: {} });
  }
});

test.each<[string, object, object]>([
  [
    "OpenAI's SDK, whose written cache is a key of its own",
    {
      input: 76,
      output: 12,
      total: 1242,
      input_cached_tokens: 1024,
      input_cache_write_tokens: 100,
      output_reasoning_tokens: 30,
    },
    { input_tokens: 1200, cached_input_tokens: 1024, cache_write_tokens: 100, output_tokens: 42, reasoning_tokens: 30 },
  ],
  [
    "OpenAI's SDK, whose audio is a key of its own",
    {
      input: 76,
      output: 12,
      total: 1242,
      input_cached_tokens: 1024,
      input_audio_tokens: 100,
      output_reasoning_tokens: 30,
    },
    { input_tokens: 1200, cached_input_tokens: 1024, output_tokens: 42, reasoning_tokens: 30, audio_input_tokens: 100 },
  ],
  [
    "a larger input than cache",
    { input: 900, output: 12, total: 1212, input_cached_tokens: 200, input_cache_write_tokens: 100 },
    { input_tokens: 1200, cached_input_tokens: 200, cache_write_tokens: 100, output_tokens: 12 },
  ],
  [
    "LiteLLM, which takes off what was read only",
    { input: 500, output: 30, total: 1330, cache_read_input_tokens: 800, cache_creation_input_tokens: 200 },
    { input_tokens: 1300, cached_input_tokens: 800, cache_write_tokens: 200, output_tokens: 30 },
  ],
  [
    "a written cache split by its life",
    {
      input: 500,
      output: 30,
      input_cached_tokens: 0,
      input_cache_creation: 0,
      input_cache_creation_5m: 60,
      input_cache_creation_1h: 40,
    },
    { input_tokens: 600, cache_write_tokens: 100, cache_write_1h_tokens: 40 },
  ],
])("Langfuse's free keys of %s", (_, usageDetails, expected) => {
  expect(langfuseUsage({ usageDetails }).tokens).toMatchObject(expected);
});

test("Langfuse's free keys that nothing decides are marked", () => {
  expect(langfuseUsage({ usageDetails: { input: 1200, input_cached_tokens: 1024, output: 42 } })).toMatchObject({
    tokens: { input_tokens: 1200 },
    ambiguous: { input_tokens: 2224 },
  });
});

test("a gateway's own counts are completed by the blocks it passes on, redacted or not", () => {
  const block = { prompt_tokens: 1200, prompt_tokens_details: { cached_tokens: 800 }, completion_tokens: 350 };
  expect(reportedUsage({ input: 1200, output: 350, total: 1550 }, "redacted", block).tokens).toMatchObject(CALL);
  expect(reportedUsage({ input: 0, output: 0 }, block).tokens).toMatchObject(CALL);
  expect(reportedUsage({ input: 0, output: 0 }).tokens).toMatchObject({ input_tokens: 0, output_tokens: 0 });
});

test.each<[string, unknown]>([
  ["{'cache_read': 1, 'cache_creation': None}", { cache_read: 1, cache_creation: null }],
  ['{"cache_read": 1}', { cache_read: 1 }],
  [
    "Usage(a=1, b=Details(c=[1, 2], d='x', e=True), f={'g': (1.5,)})",
    { a: 1, b: { c: [1, 2], d: "x", e: true }, f: { g: [1.5] } },
  ],
  ["{'cut': ", "{'cut': "],
  ["{'a': <Mode.X: 'x'>}", "{'a': <Mode.X: 'x'>}"],
  ["some words", "some words"],
  ["", ""],
])("the text %s is read as JSON or Python's way of writing", (text, expected) => {
  expect(readTextObject(text)).toEqual(expected);
});
