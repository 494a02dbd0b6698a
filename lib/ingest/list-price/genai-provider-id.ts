import { findProvider } from "@pydantic/genai-prices";

/** Names routers use → the id the list prices know; only where both surely mean the same seller. */
const SYNONYMS: Readonly<Record<string, string>> = {
  "amazon-bedrock": "aws",
  "aws-bedrock": "aws",
  bedrock: "aws",
  "azure-ai": "azure",
  "azure-openai": "azure",
  "azure-ai-openai": "azure",
  "azure-ai-inference": "azure",
  claude: "anthropic",
  "cohere-chat": "cohere",
  "deepseek-ai": "deepseek",
  "fireworks-ai": "fireworks",
  gemini: "google",
  "gcp-gemini": "google",
  "gcp-vertex-ai": "google",
  "google-ai-studio": "google",
  "google-gemini": "google",
  "google-vertex": "google",
  vertex: "google",
  "vertex-ai": "google",
  "mistral-ai": "mistral",
  mistralai: "mistral",
  moonshot: "moonshotai",
  "moonshot-ai": "moonshotai",
  "novita-ai": "novita",
  "open-router": "openrouter",
  "perplexity-ai": "perplexity",
  "together-ai": "together",
  togetherai: "together",
  voyage: "voyageai",
  grok: "x-ai",
  xai: "x-ai",
  "z-ai": "zai",
  bigmodel: "zhipuai",
  zhipu: "zhipuai",
  "zhipu-ai": "zhipuai",
};

/**
 * The list-price id of a provider's name, or null when nobody there is surely meant.
 *
 * Matching is by whole names only: the library's own rules take "my-openai-proxy" for OpenAI.
 */
export function genaiProviderId(provider: string): string | null {
  const name = provider.trim().toLowerCase();
  const id = SYNONYMS[name.replace(/[\s_.]+/g, "-")] ?? name;
  return findProvider({ providerId: id })?.id === id ? id : null;
}
