/**
 * The id a provider is counted under → how else SDKs, gateways and conventions spell it, lower case with hyphens.
 *
 * Only where both surely mean the same seller. Ids are those of the public price list where it knows the seller.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "global-apis": ["globalapis"],
  alibaba: ["alibaba-cloud", "aliyun", "dashscope"],
  anthropic: ["claude"],
  aws: ["amazon-bedrock", "aws-bedrock", "bedrock"],
  azure: ["azure-ai", "azure-openai", "azure-ai-openai", "azure-ai-inference", "az-ai-openai", "az-ai-inference"],
  cohere: ["cohere-chat"],
  deepseek: ["deepseek-ai"],
  fireworks: ["fireworks-ai"],
  google: [
    ...["gemini", "google-ai", "google-ai-studio", "google-gemini", "google-genai", "google-generative-ai"],
    ...["gcp-gemini", "gcp-gen-ai", "gcp-vertex-ai", "google-vertex", "google-vertex-ai", "vertex", "vertex-ai"],
  ],
  groq: [],
  mistral: ["mistral-ai", "mistralai"],
  moonshotai: ["moonshot", "moonshot-ai"],
  novita: ["novita-ai"],
  openai: ["open-ai"],
  openrouter: ["open-router"],
  perplexity: ["perplexity-ai"],
  siliconflow: ["silicon-flow"],
  together: ["together-ai", "togetherai"],
  voyageai: ["voyage", "voyage-ai"],
  "x-ai": ["xai", "grok"],
  zai: ["z-ai"],
  zhipuai: ["zhipu", "zhipu-ai", "bigmodel"],
};

/** Frameworks that name themselves where the provider belongs: they sell no tokens. */
const FRAMEWORKS = [
  ...["autogen", "crewai", "haystack", "langchain", "langgraph", "llama-index", "llamaindex"],
  ...["pydantic-ai", "semantic-kernel", "spring-ai", "strands", "strands-agents", "custom"],
];

const ids = new Map<string, string | null>();
for (const framework of FRAMEWORKS) ids.set(framework, null);
for (const [id, spellings] of Object.entries(SPELLINGS)) for (const name of [id, ...spellings]) ids.set(name, id);

/**
 * The one id a provider is counted and priced under, however it is spelt; null where a framework, or nobody, is named.
 *
 * A provider that the table does not know keeps its name, in lower case.
 */
export function providerIdOf(name: string): string | null {
  const known = ids.get(name);
  if (known !== undefined) return known;
  const lower = name.trim().toLowerCase();
  if (lower === "") return null;
  const folded = ids.get(lower.replace(/[\s_.]+/g, "-"));
  return folded === undefined ? lower : folded;
}
