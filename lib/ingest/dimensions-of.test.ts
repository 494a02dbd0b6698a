import { expect, test } from "vitest";
import { DEFAULT_ALIASES } from "@/lib/domain/policies/catalogue-policies";
import { dimensionsOf } from "./dimensions-of";

const aliases = new Map(Object.entries(DEFAULT_ALIASES));
const of = (model: string, provider?: string | null) => dimensionsOf({ model, provider }, aliases);

test.each(["deepseek-v4-flash", "qwen3-32b", "Qwen/Qwen3-32B", "GLM-4-9B", "kimi-k2.5", "glm-4.6v"])(
  "%s without a provider counts for the unified endpoint that the catalogue quotes",
  (model) => {
    expect(of(model)).toMatchObject({ provider: "global-apis", model: aliases.get(model) ?? model });
  },
);

test("the baselines without a provider are their makers', dated names too, and unknown models nobody's", () => {
  expect(of("gpt-4o").provider).toBe("openai");
  expect(of("gpt-4o-2024-08-06")).toEqual({
    model: "gpt-4o-2024-08-06",
    provider: "openai",
    seller: "openai",
    pricedAs: ["gpt-4o-2024-08-06", "gpt-4o"],
  });
  for (const name of ["claude-sonnet-4.6", "claude-sonnet-4-6", "claude-sonnet-4-6-20260217", "gpt-4o-2024-11-20"]) {
    expect(of(name, null)).toMatchObject({ model: name, provider: name.startsWith("gpt") ? "openai" : "anthropic" });
  }
  expect(of("gpt-4o-mini").provider).toBe("unknown");
  expect(of("somebody/deepseek-v4-flash")).toMatchObject({ model: "somebody/deepseek-v4-flash", provider: "unknown" });
});

test("one provider and one model count as one, however they are spelt", () => {
  const one = { model: "deepseek-v4-flash", provider: "deepseek" };

  expect(of("deepseek-v4-flash", "deepseek")).toMatchObject(one);
  expect(of("deepseek-v4-flash", "DeepSeek")).toMatchObject(one);
  expect(of("deepseek/deepseek-v4-flash", "deepseek")).toMatchObject(one);
  expect(of("deepseek-ai/DeepSeek-V4-Flash", "deepseek_ai")).toMatchObject(one);
  expect(of("anthropic/claude-haiku-4-5", "anthropic")).toEqual(of("claude-haiku-4-5", "Anthropic"));
  expect(of("models/gemini-2.5-flash", "google")).toEqual(of("gemini-2.5-flash", "gcp.gen_ai"));
  expect(of("deepseek/deepseek-v4-flash")).toEqual({ ...of("deepseek-v4-flash"), pricedAs: expect.anything() });
});

test("a reseller's name of a model stays its own", () => {
  expect(of("deepseek/deepseek-v3.2", "OpenRouter")).toEqual({
    model: "deepseek/deepseek-v3.2",
    provider: "openrouter",
    seller: "openrouter",
    pricedAs: ["deepseek/deepseek-v3.2"],
  });
});

test("a price is looked for under the name as sent first, under the alias after", () => {
  expect(of("Qwen/Qwen3-32B", "groq")).toEqual({
    model: "qwen3-32b",
    provider: "groq",
    seller: "groq",
    pricedAs: ["Qwen/Qwen3-32B", "qwen3-32b"],
  });
});

test("another alias table is another answer, and the memory of names is bounded", () => {
  const published = new Map([["smart", "glm-5"]]);

  expect(dimensionsOf({ model: "smart" }, published)).toMatchObject({ model: "glm-5", provider: "global-apis" });
  for (let index = 0; index < 25_000; index++) {
    expect(dimensionsOf({ model: `m-${index}`, provider: "House" }, published).provider).toBe("house");
  }
  expect(dimensionsOf({ model: "smart" }, published)).toMatchObject({ model: "glm-5", provider: "global-apis" });
  expect(dimensionsOf({ model: "smart" }, new Map())).toMatchObject({ model: "smart", provider: "unknown" });
});

test("a framework is no provider: the model's own name says who answered, or the catalogue", () => {
  expect(of("us.anthropic.claude-sonnet-4-20250514-v1:0", "strands-agents").provider).toBe("aws");
  expect(of("deepseek-v4-flash", "langchain").provider).toBe("global-apis");
  expect(of("mine", "langchain").provider).toBe("unknown");
});

test.each([
  ["us.anthropic.claude-sonnet-4-20250514-v1:0", "aws"],
  ["global.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws"],
  ["jp.anthropic.claude-haiku-4-5-20251001-v1:0", "aws"],
  ["us.anthropic.claude-opus-4-6-v1", "aws"],
  ["eu.amazon.nova-pro-v1:0", "aws"],
  ["apac.amazon.nova-lite-v1:0", "aws"],
  ["anthropic.claude-3-haiku-20240307-v1:0:48k", "aws"],
  ["openai.gpt-oss-120b-1:0", "aws"],
  ["arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123", "aws"],
  ["claude-sonnet-4-5@20250929", "google"],
  ["publishers/google/models/gemini-2.5-flash", "google"],
  ["projects/p/locations/us-central1/publishers/anthropic/models/claude-sonnet-4-5", "google"],
  ["models/gemini-2.5-flash", "google"],
  ["accounts/fireworks/models/deepseek-v3p1", "fireworks"],
  ["@cf/meta/llama-3.1-8b-instruct", "cloudflare"],
  ["claude-sonnet-4-5", "unknown"],
  ["us.acme.model-v1:0", "unknown"],
  ["models/mine", "unknown"],
])("%s, which nobody names a provider for, is %s's by its form", (model, provider) => {
  for (const named of [null, "strands-agents", "openai_like"]) expect(of(model, named).provider).toBe(provider);
  expect(of(model, "house").provider).toBe("house");
});

test.each(["vllm", "hosted_vllm", "ollama", "Ollama_Chat", "llama.cpp", "LM Studio", "TGI", "triton", "xinference"])(
  "what %s serves is nobody's to bill, and no vendor's price is looked for",
  (engine) => {
    expect(of("deepseek-v4-flash", engine)).toMatchObject({ provider: "self-hosted", seller: "self-hosted" });
  },
);

test("who sends the bill has the price, and who answered is the provider", () => {
  const at = (model: string, provider: string) =>
    dimensionsOf({ model, provider, invoice_issuer: "OpenRouter" }, aliases);

  expect(at("openai/gpt-4o", "Azure")).toEqual({
    ...{ model: "openai/gpt-4o", provider: "azure", seller: "openrouter" },
    pricedAs: ["openai/gpt-4o"],
  });
  expect(at("openai/gpt-4o", "OpenAI")).toMatchObject({ model: "gpt-4o", provider: "openai", seller: "openrouter" });
  expect(at("openai/gpt-4o", "OpenAI").pricedAs[0]).toBe("openai/gpt-4o");
  expect(at("openai/gpt-4o:nitro", "Azure").pricedAs).toEqual(["openai/gpt-4o:nitro", "openai/gpt-4o"]);
  expect(of("openai/gpt-4o", "Azure").seller).toBe("azure");
});

test("an address in the provider's place is whose it is", () => {
  expect(of("gpt-4o", "api.openai.com").provider).toBe("openai");
  expect(of("gpt-4o", "https://acme.openai.azure.com/").provider).toBe("azure");
  expect(of("gpt-4o", "llm.acme.test").provider).toBe("llm.acme.test");
});
