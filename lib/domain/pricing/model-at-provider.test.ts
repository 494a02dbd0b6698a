import { expect, test } from "vitest";
import { modelAtProvider } from "./model-at-provider";

test("a provider's own prefix is no part of a model's name there, in any spelling", () => {
  expect(modelAtProvider("deepseek", "deepseek/deepseek-v4-flash")).toBe("deepseek-v4-flash");
  expect(modelAtProvider("deepseek", "deepseek-ai/DeepSeek-V4-Flash")).toBe("DeepSeek-V4-Flash");
  expect(modelAtProvider("moonshotai", "moonshot/kimi-k2.5")).toBe("kimi-k2.5");
  expect(modelAtProvider("aws", "bedrock/us.anthropic.claude-sonnet-4")).toBe("us.anthropic.claude-sonnet-4");
  expect(modelAtProvider("openrouter", "openrouter/deepseek/deepseek-v3.2")).toBe("deepseek/deepseek-v3.2");
});

test("Google's resource names are the models they name", () => {
  expect(modelAtProvider("google", "models/gemini-2.5-flash")).toBe("gemini-2.5-flash");
  expect(modelAtProvider("google", "publishers/google/models/gemini-2.5-flash")).toBe("gemini-2.5-flash");
  expect(modelAtProvider("google", "gemini/gemini-2.5-flash")).toBe("gemini-2.5-flash");
});

test.each([
  ["openrouter", "deepseek/deepseek-v3.2"],
  ["openrouter", "openrouter/auto"],
  ["groq", "groq/compound"],
  ["together", "Qwen/Qwen3-32B"],
  ["house", "models/mine"],
  ["deepseek", "deepseek/"],
  ["deepseek", "/deepseek"],
  ["google", "models/"],
  ["deepseek", ""],
])("at %s the name %j stands as it is", (provider, model) => {
  expect(modelAtProvider(provider, model)).toBe(model);
});
