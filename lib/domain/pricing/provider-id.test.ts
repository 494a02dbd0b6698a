import fc from "fast-check";
import { expect, test } from "vitest";
import { providerIdOf } from "./provider-id";

test.each([
  ["deepseek", ["deepseek", "DeepSeek", "DEEPSEEK", " deepseek ", "deepseek-ai", "DeepSeek AI"]],
  ["openai", ["openai", "OpenAI", "Open AI"]],
  ["azure", ["azure_ai", "Azure OpenAI", "azure.ai.openai", "az.ai.openai", "azure.ai.inference"]],
  ["google", ["gcp.gemini", "gcp.gen_ai", "gcp.vertex_ai", "vertex_ai", "Google AI Studio", "gemini"]],
  ["aws", ["aws.bedrock", "bedrock", "Amazon Bedrock", "aws_bedrock"]],
  ["x-ai", ["xAI", "x_ai", "x-ai", "xai"]],
  ["moonshotai", ["moonshot", "Moonshot AI", "moonshotai"]],
  ["zai", ["zai", "Z.AI", "z-ai"]],
  ["zhipuai", ["zhipu", "ZhipuAI", "bigmodel"]],
  ["mistral", ["mistral_ai", "MistralAI"]],
  ["global-apis", ["global-apis", "Global APIs", "global_apis"]],
])("%s is one provider, however it is spelt", (id, spellings) => {
  expect(spellings.map(providerIdOf)).toEqual(spellings.map(() => id));
});

test("a part of a name says nothing, and an unknown provider differs from itself in case at most", () => {
  expect(["my-openai-proxy", "House_Model", "litellm-cache"].map(providerIdOf)).toEqual([
    "my-openai-proxy",
    "house_model",
    "litellm-cache",
  ]);
  expect(["constructor", "__proto__"].map(providerIdOf)).toEqual(["constructor", "__proto__"]);
});

test("a framework is no provider", () => {
  expect(["strands-agents", "LangChain", "pydantic_ai", "Semantic Kernel"].map(providerIdOf)).toEqual(
    Array.from({ length: 4 }, () => null),
  );
});

test("an id is its own id", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const id = providerIdOf(name);
      expect(id === null ? null : providerIdOf(id)).toBe(id);
    }),
  );
});
