/** Hosts of providers, by the end of their name; what is not here is named as the source names it. */
const PROVIDERS: readonly (readonly [string, string])[] = [
  ["api.openai.com", "openai"],
  ["openai.azure.com", "azure"],
  ["services.ai.azure.com", "azure"],
  ["models.ai.azure.com", "azure"],
  ["api.anthropic.com", "anthropic"],
  ["amazonaws.com", "aws"],
  ["generativelanguage.googleapis.com", "google"],
  ["aiplatform.googleapis.com", "google"],
  ["api.deepseek.com", "deepseek"],
  ["api.siliconflow.cn", "siliconflow"],
  ["api.siliconflow.com", "siliconflow"],
  ["api.moonshot.cn", "moonshotai"],
  ["api.moonshot.ai", "moonshotai"],
  ["open.bigmodel.cn", "zhipuai"],
  ["api.z.ai", "zai"],
  ["dashscope.aliyuncs.com", "alibaba"],
  ["dashscope-intl.aliyuncs.com", "alibaba"],
  ["api.groq.com", "groq"],
  ["api.mistral.ai", "mistral"],
  ["api.cohere.com", "cohere"],
  ["api.cohere.ai", "cohere"],
  ["api.together.xyz", "together"],
  ["api.together.ai", "together"],
  ["api.fireworks.ai", "fireworks"],
  ["api.perplexity.ai", "perplexity"],
  ["api.x.ai", "x-ai"],
  ["api.cerebras.ai", "cerebras"],
  ["api.novita.ai", "novita"],
  ["openrouter.ai", "openrouter"],
];
/** aws: bedrock-runtime.us-east-1.amazonaws.com; google: us-central1-aiplatform.googleapis.com. */
const REGION =
  /(?:^|\.)([a-z]{2,3}(?:-gov)?-[a-z]+-\d)\.amazonaws\.com$|^([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/;

/** Who answers at an address (a URL or a host), or null where it says nothing. */
export function providerOfHost(address: unknown): string | null {
  const host = hostOf(address);
  return host === null
    ? null
    : (PROVIDERS.find(([end]) => host === end || host.endsWith(`.${end}`) || host.endsWith(`-${end}`))?.[1] ?? null);
}

/** The region an address names, or null. */
export function regionOfHost(address: unknown): string | null {
  const match = REGION.exec(hostOf(address) ?? "");
  return match?.[1] ?? match?.[2] ?? null;
}

function hostOf(address: unknown): string | null {
  if (typeof address !== "string" || address === "") return null;
  const url = address.includes("://") ? address : `http://${address}`;
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : null;
}
