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
  ["google", "projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4-5", "claude-sonnet-4-5"],
  ["google", "vertex_ai/claude-sonnet-4-5@20250929", "claude-sonnet-4-5@20250929"],
  ["aws", "bedrock/converse/us.anthropic.claude-sonnet-4-v1:0", "us.anthropic.claude-sonnet-4-v1:0"],
  ["aws", "bedrock/us-east-1/anthropic.claude-v2", "anthropic.claude-v2"],
  ["aws", "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0", "amazon.nova-pro-v1:0"],
  ["aws", "arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0", "us.amazon.nova-pro-v1:0"],
  ["fireworks", "fireworks_ai/accounts/fireworks/models/deepseek-v3p1", "deepseek-v3p1"],
  ["openai", "openai/responses/gpt-5", "gpt-5"],
  ["azure", "azure/my-deployment", "my-deployment"],
  ["groq", "groq/llama-3.3-70b-versatile", "llama-3.3-70b-versatile"],
  ["groq", "groq/groq/compound", "groq/compound"],
  ["nvidia", "nvidia_nim/meta/llama3-70b", "meta/llama3-70b"],
  ["self-hosted", "ollama/llama3", "llama3"],
  ["self-hosted", "hosted_vllm/Qwen/Qwen3-8B", "Qwen/Qwen3-8B"],
])("at %s %s is %s", (provider, model, name) => {
  expect(modelAtProvider(provider, model)).toBe(name);
});

test.each([
  ["aws", "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"],
  ["google", "tunedModels/mine"],
  ["nvidia", "nvidia/llama-3.1-nemotron-70b-instruct"],
  ["openai", "ft:gpt-4o-mini-2024-07-18:acme::abc"],
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
