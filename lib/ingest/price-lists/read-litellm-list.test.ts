import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/error";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { readLitellmList } from "./read-litellm-list";

const BASE = { litellm_provider: "openai", mode: "chat", input_cost_per_token: 2e-6, output_cost_per_token: 8e-6 };
const read = (models: object) => readLitellmList(JSON.stringify(models));
const ratesOf = (models: object) =>
  read(models).quotes.map((quote) => [
    quote.serviceTier ?? quote.region,
    quote.contextAboveTokens,
    ...[quote.inputPicoPerM, quote.cachedInputPicoPerM, quote.cacheWritePicoPerM, quote.outputPicoPerM].map(
      formatUsdOrNull,
    ),
  ]);
const refusalOf = (fields: object) => {
  const [refused] = read({ model: { ...BASE, ...fields } }).refused;
  return refused && [refused.field, refused.message];
};

test("a price of one token is that of a million to the last digit", () => {
  const quote = { ...BASE, cache_read_input_token_cost: 3.625e-9, input_cost_per_token: 3.0000000000000004e-7 };
  expect(ratesOf({ model: quote })).toEqual([[null, 0, "0.3", "0.003625", null, "8"]]);
});

test("the sample, the date and models without a price of tokens are no prices", () => {
  const list = read({
    sample_spec: { ...BASE, input_cost_per_token: 0, litellm_provider: "one of these" },
    last_updated: "2026-11-01",
    unpriced: { litellm_provider: "openai", mode: "chat" },
    drawn: {
      litellm_provider: "openai",
      mode: "image_generation",
      output_cost_per_image: 0.04,
      output_cost_per_token: 0,
    },
  });
  expect(list).toEqual({ quotes: [], refused: [], skipped: 4 });
});

test("an older name of the cached price counts where the new one is missing, and not against it", () => {
  const old = { input_cost_per_token_cache_hit: 2e-7 };
  expect(ratesOf({ model: { ...BASE, ...old } })[0]?.[3]).toBe("0.2");
  expect(ratesOf({ model: { ...BASE, ...old, cache_read_input_token_cost: 2e-7 } })[0]?.[3]).toBe("0.2");
  expect(refusalOf({ ...old, cache_read_input_token_cost: 3e-7 })).toEqual([
    "input_cost_per_token_cache_hit",
    "Is an older name of cache_read_input_token_cost and has another price",
  ]);
});

test("sizes of input and served tiers are rows of their own, and as the base where they do not say", () => {
  const model = {
    ...BASE,
    cache_read_input_token_cost: 2e-7,
    input_cost_per_token_above_200k_tokens: 4e-6,
    input_cost_per_token_batches: 1e-6,
    output_cost_per_token_batches: 4e-6,
    input_cost_per_token_above_200k_tokens_priority: 8e-6,
  };
  expect(ratesOf({ model })).toEqual([
    [null, 0, "2", "0.2", null, "8"],
    [null, 200_000, "4", "0.2", null, "8"],
    ["batch", 0, "1", "0.2", null, "4"],
    ["priority", 200_000, "8", "0.2", null, "8"],
  ]);
});

test("tiered prices have no price for every size; their ranges follow each other from 0", () => {
  const tier = (from: number, to: number, input: number) => ({
    range: [from, to],
    ...{ input_cost_per_token: input, output_cost_per_token: 4e-6 },
  });
  const tiered = (...tiers: object[]) => ({ litellm_provider: "dashscope", tiered_pricing: tiers });
  expect(ratesOf({ model: tiered(tier(0, 32_000, 1e-6), tier(32_000, 128_000, 2e-6)) })).toEqual([
    [null, 0, "1", null, null, "4"],
    [null, 32_000, "2", null, null, "4"],
  ]);
  const fieldOf = (entry: object) => read({ model: entry }).refused[0]?.field;
  expect(fieldOf(tiered(tier(0, 32_000, 1e-6), tier(64_000, 128_000, 2e-6)))).toBe("tiered_pricing.1.range");
  expect(fieldOf(tiered({ ...tier(0, 10, 1e-6), output_range: [0, 5] }))).toBe("tiered_pricing.0.output_range");
  expect(fieldOf({ ...BASE, ...tiered(tier(0, 10, 1e-6)) })).toBe("tiered_pricing");
});

test("a cache write of 0 beside paid input adds nothing to it, and a model without output sells input alone", () => {
  expect(ratesOf({ model: { ...BASE, cache_creation_input_token_cost: 0 } })).toEqual([
    [null, 0, "2", null, null, "8"],
  ]);
  expect(ratesOf({ model: { ...BASE, mode: "embedding", output_cost_per_token: 0 } })).toEqual([
    [null, 0, "2", null, null, null],
  ]);
});

test("searches are a fee where every size of context costs the same; other fees are named as not imported", () => {
  const search = (high: number) => ({ search_context_cost_per_query: { low: 0.01, medium: 0.01, high } });
  const [same, different] = [search(0.01), search(0.05)].map((fields) => read({ m: { ...BASE, ...fields } }).quotes[0]);
  expect([same?.feePico, different?.feePico]).toEqual([{ searches: 10_000_000_000n }, {}]);
  const [image] = read({
    m: { ...BASE, input_cost_per_image: 0.001, regional_processing_uplift_multiplier_eu: 1.1 },
  }).quotes;
  expect(image).toMatchObject({
    notImported: ["input_cost_per_image", "regional_processing_uplift_multiplier_eu"],
    leavesOutFees: true,
  });
});

test("providers and models have our names, and Bedrock's region is a condition", () => {
  const listed = (key: string, provider: string) => {
    const [quote] = read({ [key]: { ...BASE, litellm_provider: provider } }).quotes;
    return [quote?.provider, quote?.model, quote?.region];
  };
  expect(listed("deepseek/deepseek-v3.2", "deepseek")).toEqual(["deepseek", "deepseek-v3.2", null]);
  expect(listed("vertex_ai/claude-sonnet-5", "vertex_ai-anthropic_models")).toEqual([
    "google",
    "claude-sonnet-5",
    null,
  ]);
  expect(listed("bedrock/eu-north-1/moonshotai.kimi-k2.5", "bedrock")).toEqual([
    "aws",
    "moonshotai.kimi-k2.5",
    "eu-north-1",
  ]);
  expect(listed("cohere.x", "cohere_chat")).toEqual(["cohere", "cohere.x", null]);
});

test.each([
  [{ input_cost_per_token: -1e-6 }, ["input_cost_per_token", "Must not be negative"]],
  [{ input_cost_per_token: "2e-6" }, ["input_cost_per_token", 'Must be a number, not the text "2e-6"']],
  [{ output_cost_per_token: [1] }, ["output_cost_per_token", "Must be a number, not a list"]],
  [{ input_cost_per_token: undefined }, ["input_cost_per_token", "Is missing"]],
  [{ litellm_provider: undefined }, ["litellm_provider", "Must name the provider"]],
  [{ input_cost_per_token: 2 }, ["input_cost_per_token", "Must be less than 1,000,000 for a million tokens"]],
])("%j is refused by its field", (fields, refusal) => {
  expect(refusalOf(fields)).toEqual(refusal);
});

test("names that cannot be stored are refused, under a name by which they can be left out", () => {
  const { quotes, refused } = read({ ["x".repeat(600)]: BASE, "a\u0000b": BASE });
  expect(quotes).toEqual([]);
  expect(refused.map(({ row, field }) => [row.length, field])).toEqual([
    [400, "model"],
    [3, "model"],
  ]);
});

test.each(['{"gpt-4o": {"input_cost', "[]", '"text"'])("%s is no list", (text) => {
  expect(() => readLitellmList(text)).toThrow(AppError);
});
