/** How a simulated model behaves on a good day. */
export type ModelProfile = {
  provider: string;
  /** The share of its attempts that go straight to its maker, at the maker's list price. */
  direct?: { provider: string; share: number };
  ttftMedianMs: number;
  ttftSigma: number;
  tokensPerSecond: number;
  /** Share of attempts that fail, whatever the way. */
  failureShare: number;
  reasoningShare: number;
  cachesInput: boolean;
  /** A name callers also use for it; resolved by the alias table. */
  alsoCalled?: string;
};

/** Nearly all traffic goes through the one endpoint whose prices the catalogue quotes. */
const UNIFIED = "global-apis";
const reliable = { ttftSigma: 0.35, reasoningShare: 0, cachesInput: false };

/** Medians and spreads chosen so that the p99 of TTFT is what is said of each model: exp(2.33 σ) times the median. */
export const MODEL_PROFILES: Readonly<Record<string, ModelProfile>> = {
  "deepseek-v4-flash": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 186,
    tokensPerSecond: 60,
    failureShare: 0.0008,
    cachesInput: true,
    alsoCalled: "deepseek-ai/DeepSeek-V4-Flash",
  },
  "deepseek-v3.2": { ...reliable, provider: UNIFIED, ttftMedianMs: 240, tokensPerSecond: 48, failureShare: 0.0015 },
  "deepseek-v4-pro": {
    ...reliable,
    provider: UNIFIED,
    direct: { provider: "deepseek", share: 0.2 },
    ttftMedianMs: 270,
    tokensPerSecond: 45,
    failureShare: 0.001,
    reasoningShare: 0.3,
    cachesInput: true,
  },
  "deepseek-r1": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 430,
    tokensPerSecond: 35,
    failureShare: 0.0016,
    reasoningShare: 0.7,
    cachesInput: true,
    alsoCalled: "DeepSeek-R1",
  },
  "deepseek-coder": { ...reliable, provider: UNIFIED, ttftMedianMs: 190, tokensPerSecond: 70, failureShare: 0.0012 },
  "qwen3-8b": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 70,
    tokensPerSecond: 140,
    failureShare: 0.0004,
    alsoCalled: "Qwen/Qwen3-8B",
  },
  "qwen3-32b": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 210,
    ttftSigma: 0.33,
    tokensPerSecond: 55,
    failureShare: 0.0003,
    alsoCalled: "Qwen/Qwen3-32B",
  },
  "qwen3-coder-30b": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 170,
    tokensPerSecond: 95,
    failureShare: 0.0008,
    alsoCalled: "Qwen/Qwen3-Coder-30B-A3B-Instruct",
  },
  "qwen3-vl-32b": { ...reliable, provider: UNIFIED, ttftMedianMs: 460, tokensPerSecond: 50, failureShare: 0.0014 },
  "qwen3-omni-30b": { ...reliable, provider: UNIFIED, ttftMedianMs: 260, tokensPerSecond: 65, failureShare: 0.0011 },
  "qwen3.5-397b": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 280,
    tokensPerSecond: 42,
    failureShare: 0.0009,
    reasoningShare: 0.2,
  },
  "qwen3.6-35b": { ...reliable, provider: UNIFIED, ttftMedianMs: 180, tokensPerSecond: 80, failureShare: 0.001 },
  "kimi-k2.5": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 345,
    tokensPerSecond: 22,
    failureShare: 0.0015,
    reasoningShare: 0.6,
    cachesInput: true,
    alsoCalled: "moonshotai/Kimi-K2.5",
  },
  "glm-4-9b": {
    ...reliable,
    provider: UNIFIED,
    ttftMedianMs: 80,
    tokensPerSecond: 130,
    failureShare: 0.0006,
    alsoCalled: "GLM-4-9B",
  },
  "glm-5": {
    ...reliable,
    provider: UNIFIED,
    direct: { provider: "zhipuai", share: 0.25 },
    ttftMedianMs: 244,
    tokensPerSecond: 45,
    failureShare: 0.0012,
    cachesInput: true,
    alsoCalled: "zai-org/GLM-5",
  },
  "glm-4.6v": { ...reliable, provider: UNIFIED, ttftMedianMs: 520, tokensPerSecond: 48, failureShare: 0.0018 },
  "gpt-4o": {
    ...reliable,
    provider: "openai",
    ttftMedianMs: 380,
    ttftSigma: 0.4,
    tokensPerSecond: 75,
    failureShare: 0.0008,
    cachesInput: true,
  },
  "claude-sonnet-4.6": {
    ...reliable,
    provider: "anthropic",
    ttftMedianMs: 520,
    ttftSigma: 0.4,
    tokensPerSecond: 65,
    failureShare: 0.0007,
    cachesInput: true,
  },
  "house-model-rc2": {
    ...reliable,
    provider: "house",
    ttftMedianMs: 200,
    ttftSigma: 0.5,
    tokensPerSecond: 60,
    failureShare: 0.006,
  },
};
