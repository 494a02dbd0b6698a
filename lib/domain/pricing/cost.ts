import type { Outcome } from "../outcome";
import { divideHalfEven } from "./divide-half-even";
import type { Price } from "./price";
import type { TokenUsage, UsageSource } from "./token-usage";

export { formatUsd, parseUsd } from "./usd";

export type BillingRule = "usage" | "input" | "nothing";

/** What an attempt is charged for by its outcome: all it used, only what was sent (an estimate), or nothing. */
export const BILLING_RULES: Readonly<Record<Outcome, BillingRule>> = {
  ok: "usage",
  rate_limited: "nothing",
  server_error: "nothing",
  timeout: "input",
  client_error: "nothing",
  cancelled: "input",
  refused: "nothing",
};

/** Whether audio is among what was sent, and among what came back. */
export type AudioUse = { input: boolean; output: boolean };
export const NO_AUDIO: AudioUse = { input: false, output: false };

export type AttemptCost = { picoUsd: bigint | null; estimated: boolean };

const TOKENS_PER_M = 1_000_000n;
const UNKNOWN: AttemptCost = { picoUsd: null, estimated: false };
const FREE: AttemptCost = { picoUsd: 0n, estimated: false };

/**
 * What an attempt cost, in pico USD; null without a price, or without the usage its outcome's rule needs.
 *
 * Rounded once, over the sum, half to even. Estimated: from estimated usage, charged by the input rule, or where the price
 * has no figure for something used: images count as text, fees as nothing. Audio costs too much more: it has no price then.
 */
export function costOfAttempt(attempt: {
  price: Price | null;
  outcome: Outcome;
  usage: TokenUsage | null;
  usageSource: UsageSource;
  /** Whether tokens of images were used, or units that a fee is charged for. */
  usesImagesOrFees: boolean;
  audio: AudioUse;
}): AttemptCost {
  const { price, outcome, usage, usageSource, usesImagesOrFees, audio } = attempt;
  if (!price) return UNKNOWN;
  const rule = BILLING_RULES[outcome];
  if (rule === "nothing") return FREE;
  if (!usage) return UNKNOWN;
  const withOutput = rule === "usage";
  // Output that nobody quotes a price of is unknown, not free.
  if (withOutput && price.outputPicoUsdPerM === null && usage.output > 0) return UNKNOWN;
  if (audio.input || (withOutput && audio.output)) return UNKNOWN;
  return {
    picoUsd: costOfTokens(price, usage, withOutput),
    estimated: rule === "input" || usageSource === "estimated" || usesImagesOrFees || price.leavesOutFees,
  };
}

/** Spend per million output tokens, input included, in pico USD; null where nothing is priced or put out. */
export function effectiveUsdPerMOutput(picoUsd: bigint | null, outputTokens: number | bigint | null): bigint | null {
  return perMillion(picoUsd, outputTokens);
}

/** Spend per million tokens of every kind, in pico USD; null where nothing is priced or used. */
export function blendedUsdPerM(picoUsd: bigint | null, allTokens: number | bigint | null): bigint | null {
  return perMillion(picoUsd, allTokens);
}

function perMillion(picoUsd: bigint | null, tokens: number | bigint | null): bigint | null {
  if (picoUsd === null || tokens === null || tokens <= 0) return null;
  return divideHalfEven(picoUsd * TOKENS_PER_M, BigInt(tokens));
}

function costOfTokens(price: Price, usage: TokenUsage, withOutput: boolean): bigint {
  const rates = ratesOf(price);
  const reasoning = Math.min(usage.reasoning, usage.output);
  const { perToken } = rates;
  if (perToken) {
    const input =
      usage.uncachedInput * perToken.input +
      usage.cachedInput * perToken.cachedInput +
      usage.cacheWrite * perToken.cacheWrite;
    const output = withOutput ? (usage.output - reasoning) * perToken.output + reasoning * perToken.reasoning : 0;
    const sum = input + output;
    if (Number.isSafeInteger(sum)) return BigInt(sum);
  }
  const input =
    BigInt(usage.uncachedInput) * rates.input +
    BigInt(usage.cachedInput) * rates.cachedInput +
    BigInt(usage.cacheWrite) * rates.cacheWrite;
  const output = withOutput
    ? BigInt(usage.output - reasoning) * rates.output + BigInt(reasoning) * rates.reasoning
    : 0n;
  return divideHalfEven(input + output, TOKENS_PER_M);
}

type PerBucket<T> = { input: T; cachedInput: T; cacheWrite: T; output: T; reasoning: T };
type Rates = PerBucket<bigint> & { perToken: PerBucket<number> | null };

// Prices are immutable, and a batch has few of them and many attempts.
const ratesByPrice = new WeakMap<Price, Rates>();

/** What each bucket costs, in pico USD per million tokens; null parts of the price are charged as their whole. */
export function ratesOf(price: Price): Rates {
  const known = ratesByPrice.get(price);
  if (known) return known;
  const perM = {
    input: price.inputPicoUsdPerM,
    cachedInput: price.cachedInputPicoUsdPerM ?? price.inputPicoUsdPerM,
    cacheWrite: price.cacheWritePicoUsdPerM ?? price.inputPicoUsdPerM,
    output: price.outputPicoUsdPerM ?? 0n,
    reasoning: price.reasoningPicoUsdPerM ?? price.outputPicoUsdPerM ?? 0n,
  };
  const rates = { ...perM, perToken: wholePerToken(perM) };
  ratesByPrice.set(price, rates);
  return rates;
}

/** Whole pico USD per token, where every rate has one: then no sum needs rounding, and one below 2⁵³ is exact in a number. */
function wholePerToken(perM: PerBucket<bigint>): PerBucket<number> | null {
  for (const rate of Object.values(perM)) {
    if (rate < 0n || rate % TOKENS_PER_M !== 0n || rate / TOKENS_PER_M > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  }
  return {
    input: Number(perM.input / TOKENS_PER_M),
    cachedInput: Number(perM.cachedInput / TOKENS_PER_M),
    cacheWrite: Number(perM.cacheWrite / TOKENS_PER_M),
    output: Number(perM.output / TOKENS_PER_M),
    reasoning: Number(perM.reasoning / TOKENS_PER_M),
  };
}
