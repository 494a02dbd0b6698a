import type { BreakerPolicy } from "@/lib/breaker/policy";
import { DEFAULT_FAILOVER } from "./default-failover";

export type CataloguePolicy = {
  tier: string;
  description: string;
  primary: string;
  fallbacks: string[];
  timeout_ms: number;
  max_attempts: number;
  failover: BreakerPolicy & { ramp: number[] };
  regions: Record<string, { primary: string; fallbacks: string[] }>;
};

function policy(
  tier: string,
  description: string,
  [primary, ...fallbacks]: [string, ...string[]],
  timeoutMs: number,
  ttftMaxMs = DEFAULT_FAILOVER.latency.max_ms,
  regions: CataloguePolicy["regions"] = {},
): CataloguePolicy {
  return {
    tier,
    description,
    primary,
    fallbacks,
    timeout_ms: timeoutMs,
    max_attempts: 2,
    failover: { ...DEFAULT_FAILOVER, latency: { ...DEFAULT_FAILOVER.latency, max_ms: ttftMaxMs } },
    regions,
  };
}

/** The policies the demo starts with: one tier per kind of work the product was made for. */
export const DEFAULT_POLICIES: readonly CataloguePolicy[] = [
  policy("standard", "Default chat", ["deepseek-v4-flash", "qwen3-32b"], 10_000),
  policy("premium", "Chat of paying customers", ["deepseek-v4-pro", "deepseek-v4-flash"], 10_000, 800, {
    "eu-central-1": { primary: "qwen3.5-397b", fallbacks: ["deepseek-v4-pro"] },
  }),
  policy("chinese", "Chinese premium chat", ["glm-5", "deepseek-v4-pro"], 10_000),
  policy("code", "Completion and review of code", ["qwen3-coder-30b", "deepseek-coder"], 8_000),
  policy("classification", "Short labels, many of them", ["qwen3-8b", "glm-4-9b"], 5_000),
  policy("documents", "Documents with images", ["qwen3-vl-32b", "glm-4.6v"], 30_000, 1_500),
  policy("voice", "Speech in, text out", ["qwen3-omni-30b"], 10_000),
  policy("maths", "Maths and proofs", ["deepseek-r1", "qwen3.5-397b"], 120_000, 2_000),
  policy("reasoning", "Long reasoning over long context", ["kimi-k2.5", "deepseek-r1"], 120_000, 1_500),
];

/** Names seen in the wild for the catalogue's models; in force until an admin publishes a table. */
export const DEFAULT_ALIASES: Readonly<Record<string, string>> = {
  "DeepSeek-V4-Flash": "deepseek-v4-flash",
  "deepseek-ai/DeepSeek-V4-Flash": "deepseek-v4-flash",
  "DeepSeek-V4-Pro": "deepseek-v4-pro",
  "deepseek-ai/DeepSeek-V4-Pro": "deepseek-v4-pro",
  "DeepSeek-V3.2": "deepseek-v3.2",
  "deepseek-ai/DeepSeek-V3.2": "deepseek-v3.2",
  "DeepSeek-R1": "deepseek-r1",
  "deepseek-ai/DeepSeek-R1": "deepseek-r1",
  "Qwen3-8B": "qwen3-8b",
  "Qwen/Qwen3-8B": "qwen3-8b",
  "Qwen3-32B": "qwen3-32b",
  "Qwen/Qwen3-32B": "qwen3-32b",
  "Qwen/Qwen3-Coder-30B-A3B-Instruct": "qwen3-coder-30b",
  "Qwen/Qwen3-VL-32B-Instruct": "qwen3-vl-32b",
  "Qwen/Qwen3-Omni-30B-A3B-Instruct": "qwen3-omni-30b",
  "Qwen/Qwen3.5-397B-A17B": "qwen3.5-397b",
  "Qwen/Qwen3.6-35B-A3B": "qwen3.6-35b",
  "Kimi-K2.5": "kimi-k2.5",
  "moonshotai/Kimi-K2.5": "kimi-k2.5",
  "GLM-4-9B": "glm-4-9b",
  "THUDM/glm-4-9b-chat": "glm-4-9b",
  "GLM-5": "glm-5",
  "zai-org/GLM-5": "glm-5",
  "GLM-4.6V": "glm-4.6v",
  "zai-org/GLM-4.6V": "glm-4.6v",
};
