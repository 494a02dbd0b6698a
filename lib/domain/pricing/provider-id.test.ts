import fc from "fast-check";
import { expect, test } from "vitest";
import { providerIdOf } from "./provider-id";

test.each([
  ["deepseek", ["deepseek", "DeepSeek", "DEEPSEEK", " deepseek ", "deepseek-ai", "DeepSeek AI", "deepseek.chat"]],
  ["openai", ["openai", "OpenAI", "Open AI", "openai.chat", "openai.responses", "ChatOpenAI", "openai-chat"]],
  ["openai", ["text-completion-openai", "openai.completion", "openai.embedding", "OpenAIEmbeddings"]],
  ["azure", ["azure_ai", "Azure OpenAI", "azure.ai.openai", "az.ai.openai", "azure.ai.inference", "az.ai.inference"]],
  [
    "azure",
    ["azure-openai.chat", "azure-openai.responses", "azure_text", "AzureOpenAI", "AzureChatOpenAI", "azure.chat"],
  ],
  ["anthropic", ["Anthropic", "anthropic.messages", "anthropic_text", "ChatAnthropic", "anthropic-chat", "claude"]],
  ["google", ["gcp.gemini", "gcp.gen_ai", "gcp.vertex_ai", "vertex_ai", "Google AI Studio", "gemini", "Google Vertex"]],
  [
    "google",
    ["google.generative-ai", "google.vertex.chat", "google.vertex.anthropic.messages", "vertex.anthropic.messages"],
  ],
  ["google", ["google-gla", "google_genai", "google_vertexai", "ChatGoogleGenerativeAI", "vertex_ai_beta", "vertexai"]],
  ["aws", ["aws.bedrock", "bedrock", "Amazon Bedrock", "aws_bedrock", "amazon-bedrock", "bedrock_converse", "AWS"]],
  ["aws", ["ChatBedrockConverse", "amazon_bedrock_chat", "amazon_bedrock", "bedrock_mantle", "amazon"]],
  ["x-ai", ["xAI", "x_ai", "x-ai", "xai", "xai.chat", "grok"]],
  ["moonshotai", ["moonshot", "Moonshot AI", "moonshotai", "moonshot_ai"]],
  ["zai", ["zai", "Z.AI", "z-ai"]],
  ["zhipuai", ["zhipu", "ZhipuAI", "bigmodel"]],
  ["mistral", ["mistral_ai", "MistralAI", "mistral.chat", "ChatMistralAI"]],
  ["watsonx", ["ibm.watsonx.ai", "watsonx_text", "IBM", "Watsonx"]],
  ["together", ["together_ai", "TogetherAI", "togetherai.chat", "Together", "ChatTogether"]],
  ["fireworks", ["fireworks_ai", "Fireworks AI", "fireworks.chat", "ChatFireworks"]],
  ["cohere", ["cohere_chat", "Cohere", "cohere.chat"]],
  ["nvidia", ["nvidia_nim", "NVIDIA", "ChatNVIDIA", "nvidia-ai-endpoints"]],
  ["huggingface", ["HuggingFace", "hugging_face", "huggingface_hub", "hf-inference"]],
  ["perplexity", ["Perplexity", "perplexity_ai", "ChatPerplexity", "pplx"]],
  ["groq", ["Groq", "groq.chat", "ChatGroq"]],
  ["alibaba", ["Alibaba Cloud Int.", "dashscope", "alibaba_cloud"]],
  ["global-apis", ["global-apis", "Global APIs", "global_apis"]],
  ["self-hosted", ["vllm", "hosted_vllm", "SGLang", "ollama", "ollama_chat", "ChatOllama", "llama.cpp", "llama_cpp"]],
  ["self-hosted", ["lm_studio", "LM Studio", "lmstudio.chat", "TGI", "tensorrt-llm", "triton", "LocalAI", "KServe"]],
  ["self-hosted", ["Ray Serve", "xinference", "llamafile", "docker_model_runner", "mlx", "self_hosted", "lemonade"]],
])("%s is one provider, however it is spelt: %j", (id, spellings) => {
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

test.each([
  ...[
    "strands-agents",
    "LangChain",
    "pydantic_ai",
    "Semantic Kernel",
    "Spring_AI",
    "microsoft.extensions.ai",
    "Mastra",
  ],
  ...["litellm_proxy", "custom_openai", "openai_like", "OpenAILike", "openai-compatible", "aiohttp_openai"],
])("%s, a framework or a protocol, is no provider", (name) => {
  expect(providerIdOf(name)).toBeNull();
});

test("an unknown seller's APIs are one seller", () => {
  expect(["Stub.chat", "stub.responses", "stub"].map(providerIdOf)).toEqual(["stub", "stub", "stub"]);
  expect(["ollama-cloud", "vllm-gateway", "github-copilot", "chatgpt"].map(providerIdOf)).toEqual([
    ...["ollama-cloud", "vllm-gateway", "github-copilot", "chatgpt"],
  ]);
});

test("an id is its own id", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const id = providerIdOf(name);
      expect(id === null ? null : providerIdOf(id)).toBe(id);
    }),
  );
});
