export const USAGE_SOURCES = ["reported", "estimated", "missing"] as const;
export type UsageSource = (typeof USAGE_SOURCES)[number];

/** Tokens in disjoint buckets; `reasoning` alone is a part of another, of output. */
export type TokenUsage = {
  uncachedInput: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
};

/** As on the wire: input is the total, cached and written parts included. Left out or null is not sent. */
export type TokenTotals = {
  inputTokens?: number | null | undefined;
  cachedInputTokens?: number | null | undefined;
  cacheWriteTokens?: number | null | undefined;
  outputTokens?: number | null | undefined;
  reasoningTokens?: number | null | undefined;
};

/**
 * The disjoint buckets of what was sent; null when neither input nor output was, zero for other parts left out.
 *
 * Flagged when cached and written exceed the input, or reasoning the output: the parts are kept as sent.
 */
export function tokenUsageOf(totals: TokenTotals): { usage: TokenUsage | null; flagged: boolean } {
  const { inputTokens, outputTokens } = totals;
  if ((inputTokens ?? null) === null && (outputTokens ?? null) === null) return { usage: null, flagged: false };
  const input = inputTokens ?? 0;
  const output = outputTokens ?? 0;
  const cachedInput = totals.cachedInputTokens ?? 0;
  const cacheWrite = totals.cacheWriteTokens ?? 0;
  const reasoning = totals.reasoningTokens ?? 0;
  return {
    usage: { uncachedInput: Math.max(0, input - cachedInput - cacheWrite), cachedInput, cacheWrite, output, reasoning },
    flagged: cachedInput + cacheWrite > input || reasoning > output,
  };
}
