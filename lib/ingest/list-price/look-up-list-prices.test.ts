import { calcPrice } from "@pydantic/genai-prices";
import { expect, test } from "vitest";
import { choosePrice, rankPrices } from "@/lib/domain/pricing/price";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { genaiProviderId } from "./genai-provider-id";
import { lookUpListPrices } from "./look-up-list-prices";

const priceAt = (provider: string, model: string, at: string, inputTokens = 1_000) =>
  choosePrice(rankPrices(lookUpListPrices(provider, model).map((price, index) => ({ ...price, id: String(index) }))), {
    at: Date.parse(at) * 1000,
    serviceTier: null,
    inputTokens,
    region: null,
    outputTokens: null,
  });
const usd = (text: string) => parseUsd(text);

test("a provider is known by its whole name or an obvious synonym, never by a part of it", () => {
  expect(
    ["openai", "OpenAI", "azure_ai", "vertex_ai", "together_ai", "xAI", "aws.bedrock"].map(genaiProviderId),
  ).toEqual(["openai", "openai", "azure", "google", "together", "x-ai", "aws"]);
  expect(["my-openai-proxy", "unknown", "litellm", "", "huggingface"].map(genaiProviderId)).toEqual(
    Array.from({ length: 5 }, () => null),
  );
});

test("float prices arrive as the exact decimals they were written as", () => {
  expect(priceAt("openai", "gpt-4o", "2026-03-01T00:00:00Z")).toMatchObject({
    inputPicoPerM: usd("2.5"),
    cachedInputPicoPerM: usd("1.25"),
    outputPicoPerM: usd("10"),
  });
  expect(priceAt("deepseek", "deepseek-v4-pro", "2026-08-01T12:00:00Z")?.cachedInputPicoPerM).toBe(usd("0.003625"));
});

test("daily windows hold only from the newest dated price on", () => {
  const output = (at: string) => priceAt("deepseek", "deepseek-v4-flash", at)?.outputPicoPerM;

  expect(output("2026-07-01T02:00:00Z")).toBe(usd("0.28"));
  expect(output("2026-08-17T00:00:00Z")).toBe(usd("0.66"));
  expect(output("2026-08-18T02:00:00Z")).toBe(usd("1.32"));
  expect(output("2026-08-18T04:00:00Z")).toBe(usd("0.66"));
});

test("above a tier's start, and only above it, everything costs the tier's price", () => {
  const at = (tokens: number) => priceAt("anthropic", "claude-sonnet-4-5", "2026-03-01T00:00:00Z", tokens);

  expect(at(200_000)?.outputPicoPerM).toBe(usd("15"));
  expect(at(200_001)).toMatchObject({ inputPicoPerM: usd("6"), outputPicoPerM: usd("22.5") });
});

test("a maker's prefix is understood at the maker, and kept at a reseller", () => {
  expect(priceAt("openai", "openai/gpt-4o", "2026-03-01T00:00:00Z")?.outputPicoPerM).toBe(usd("10"));
  expect(priceAt("openrouter", "z-ai/glm-5", "2026-09-01T00:00:00Z")?.outputPicoPerM).toBe(usd("1.92"));
});

test("a provider's list is one list, however the provider and its model are spelt", () => {
  const at = "2026-08-01T12:00:00Z";
  const { id: _id, ...terms } = priceAt("deepseek", "deepseek-v4-flash", at) ?? {};

  expect(terms).toMatchObject({ inputPicoPerM: usd("0.14"), outputPicoPerM: usd("0.28") });
  for (const [provider, model] of [
    ["DeepSeek", "deepseek-v4-flash"],
    ["deepseek", "deepseek/deepseek-v4-flash"],
    ["deepseek_ai", "deepseek-ai/DeepSeek-V4-Flash"],
  ] as const) {
    expect(priceAt(provider, model, at)).toMatchObject({ ...terms, provider, model });
  }
  expect(priceAt("google", "models/gemini-2.5-flash", at)?.outputPicoPerM).toBe(usd("2.5"));
  expect(priceAt("moonshot", "moonshotai/Kimi-K2.5", at)?.outputPicoPerM).toBe(usd("3"));
});

test.each([
  ["x_ai", "grok-4"],
  ["gcp.gen_ai", "gemini-2.5-flash"],
  ["az.ai.openai", "gpt-4o"],
])("the registry's name %s finds the list of %s", (provider, model) => {
  expect(priceAt(provider, model, "2026-09-01T12:00:00Z")).not.toBeNull();
});

test("a list of input alone is a price without output", () => {
  expect(priceAt("openai", "text-embedding-3-small", "2026-09-01T12:00:00Z")).toMatchObject({
    inputPicoPerM: usd("0.02"),
    outputPicoPerM: null,
    leavesOutFees: false,
  });
});

test("a list with a fee for each call has the fee beside the price of its tokens", () => {
  expect(priceAt("perplexity", "sonar", "2026-09-01T12:00:00Z")).toMatchObject({
    inputPicoPerM: usd("1"),
    outputPicoPerM: usd("1"),
    feePico: { attempts: usd("0.012") },
  });
});

test("unknown providers, unknown models and empty lists stay unpriced", () => {
  expect(lookUpListPrices("unknown", "gpt-4o")).toEqual([]);
  expect(lookUpListPrices("openai", "house-model-1")).toEqual([]);
  expect(lookUpListPrices("github-copilot", "gpt-4o")).toEqual([]);
});

test("agrees with the library's own calculation wherever the model has one flat price", () => {
  const timestamp = new Date("2026-09-01T12:00:00Z");
  const pairs = [
    ["groq", "qwen/qwen3-32b"],
    ["moonshotai", "kimi-k2.5"],
    ["openrouter", "qwen/qwen3-8b"],
    ["zhipuai", "glm-5"],
    ["deepseek", "deepseek-v3.2"],
    ["deepseek", "deepseek-v4-pro"],
  ] as const;
  for (const [provider, model] of pairs) {
    const expected = calcPrice({ input_tokens: 0, output_tokens: 1_000_000 }, model, {
      providerId: provider,
      timestamp,
    });
    const ours = priceAt(provider, model, timestamp.toISOString())?.outputPicoPerM;
    expect(Number(ours) / 1e12).toBeCloseTo(expected?.total_price ?? Number.NaN, 9);
  }
});
