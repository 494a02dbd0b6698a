import { SELF_HOSTED } from "@/lib/domain/pricing/provider-spellings";
import { nameOf } from "../values";

/** Hosts of providers, by the end of their name; what is not here is named as the source names it. */
const PROVIDERS: readonly (readonly [string, readonly string[]])[] = [
  ["ai21", ["api.ai21.com"]],
  [
    "alibaba",
    ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com", "maas.aliyuncs.com"],
  ],
  ["anthropic", ["api.anthropic.com"]],
  ["arcee", ["api.arcee.ai"]],
  ["avian", ["api.avian.io"]],
  ["aws", ["amazonaws.com", "amazonaws.com.cn", "api.aws"]],
  ["azure", ["openai.azure.com", "services.ai.azure.com", "models.ai.azure.com", "cognitiveservices.azure.com"]],
  ["azure", ["azure-api.net", "openai.azure.us", "openai.azure.cn"]],
  ["baidu", ["qianfan.baidubce.com", "aip.baidubce.com"]],
  ["baseten", ["inference.baseten.co", "api.baseten.co"]],
  ["cerebras", ["api.cerebras.ai"]],
  ["chutes", ["llm.chutes.ai"]],
  ["cloudflare", ["api.cloudflare.com"]],
  ["cohere", ["api.cohere.com", "api.cohere.ai"]],
  ["databricks", ["cloud.databricks.com", "azuredatabricks.net", "gcp.databricks.com"]],
  ["deepinfra", ["api.deepinfra.com"]],
  ["deepseek", ["api.deepseek.com"]],
  ["doubleword", ["api.doubleword.ai"]],
  ["featherless", ["api.featherless.ai"]],
  ["fireworks", ["api.fireworks.ai"]],
  ["friendli", ["api.friendli.ai"]],
  ["github", ["models.github.ai", "models.inference.ai.azure.com"]],
  ["github-copilot", ["githubcopilot.com"]],
  ["google", ["generativelanguage.googleapis.com", "aiplatform.googleapis.com"]],
  ["groq", ["api.groq.com"]],
  ["huggingface", ["router.huggingface.co", "api-inference.huggingface.co", "endpoints.huggingface.cloud"]],
  ["hyperbolic", ["api.hyperbolic.xyz"]],
  ["inception", ["api.inceptionlabs.ai"]],
  ["lambda", ["api.lambda.ai", "api.lambdalabs.com"]],
  ["meta", ["api.llama.com"]],
  ["minimax", ["api.minimax.io", "api.minimaxi.com", "api.minimax.chat"]],
  ["mistral", ["api.mistral.ai"]],
  ["modal", ["modal.run", "modal.direct"]],
  ["moonshotai", ["api.moonshot.cn", "api.moonshot.ai"]],
  ["nebius", ["api.studio.nebius.ai", "api.studio.nebius.com", "api.tokenfactory.nebius.com"]],
  ["novita", ["api.novita.ai"]],
  ["nvidia", ["integrate.api.nvidia.com", "ai.api.nvidia.com"]],
  ["openai", ["api.openai.com"]],
  ["openrouter", ["openrouter.ai"]],
  ["oracle", ["oraclecloud.com"]],
  ["ovhcloud", ["endpoints.kepler.ai.cloud.ovh.net"]],
  ["perplexity", ["api.perplexity.ai"]],
  ["replicate", ["api.replicate.com"]],
  ["sambanova", ["api.sambanova.ai"]],
  ["scaleway", ["api.scaleway.ai"]],
  ["siliconflow", ["api.siliconflow.cn", "api.siliconflow.com"]],
  ["snowflake", ["snowflakecomputing.com"]],
  ["stepfun", ["api.stepfun.com", "api.stepfun.ai"]],
  ["tencent", ["api.hunyuan.cloud.tencent.com", "hunyuan.tencentcloudapi.com"]],
  ["together", ["api.together.xyz", "api.together.ai"]],
  ["upstage", ["api.upstage.ai"]],
  ["vercel", ["ai-gateway.vercel.sh"]],
  ["volcengine", ["volces.com"]],
  ["voyageai", ["api.voyageai.com"]],
  ["wandb", ["api.inference.wandb.ai"]],
  ["watsonx", ["ml.cloud.ibm.com"]],
  ["writer", ["api.writer.com"]],
  ["x-ai", ["api.x.ai"]],
  ["xiaomi", ["api.xiaomimimo.com"]],
  ["zai", ["api.z.ai"]],
  ["zhipuai", ["open.bigmodel.cn"]],
];
const ENDS = PROVIDERS.flatMap(([id, hosts]) => hosts.map((end) => [end, id] as const));
/** What "speaks OpenAI's protocol" is called; only an address says who does. */
const PROTOCOL = /^(?:openai|openai_like|custom_openai|aiohttp_openai|openai-compatible|custom)$/i;
/** Families of open weights, which anyone may serve; and those of vendors, which at a private address are proxied. */
const OPEN_WEIGHTS =
  /\/|llama|qwen|qwq|mi[nsx]i?tral|gemma|phi-?\d|deepseek|gpt-oss|glm|kimi|granite|nemotron|olmo|smollm|falcon|starcoder|devstral/i;
const VENDORS_OWN = /(?:^|\/)(?:gpt-(?!oss)|chatgpt|o\d(?:-|$)|claude|gemini|grok|command|nova-|sonar)/i;
/** Hosts that no public name server knows: loopback, private networks, a name without a domain, and names within a cluster. */
const PRIVATE_HOST =
  /^(?:localhost|host\.docker\.internal|[a-z0-9-]+|127(?:\.\d+){3}|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[::1?\]|.*\.(?:local|internal|lan|svc|localhost))$/;
/** aws: bedrock-runtime.us-east-1.amazonaws.com; google: us-central1-aiplatform.googleapis.com. */
const REGION =
  /(?:^|\.)([a-z]{2,3}(?:-gov)?-[a-z]+-\d)\.amazonaws\.com$|^([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/;

/** Who answers at an address (a URL or a host), or null where it says nothing. */
export function providerOfHost(address: unknown): string | null {
  const host = hostOf(address);
  if (host === null) return null;
  return ENDS.find(([end]) => host === end || host.endsWith(`.${end}`) || host.endsWith(`-${end}`))?.[1] ?? null;
}

/**
 * Who answered a call: whose the address is, else who is named. Open weights at a private address, for which nothing but the
 * protocol is named, are served by one's own engine.
 */
export function providerAt({
  address,
  named,
  model,
}: {
  address: unknown;
  named: unknown;
  model: string;
}): string | null {
  const provider = providerOfHost(address);
  const name = nameOf(named);
  if (provider !== null || name === null || !PROTOCOL.test(name)) return provider ?? name;
  const host = hostOf(address);
  const isOpen = OPEN_WEIGHTS.test(model) && !VENDORS_OWN.test(model);
  return host !== null && isOpen && PRIVATE_HOST.test(host) ? SELF_HOSTED : name;
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
