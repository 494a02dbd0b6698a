/** The unit of stored rates: 10⁻⁵ output tokens per second. */
export const RATE_UNITS_PER_TOKEN_PER_S = 100_000;
const RATE_MAX = 1e12;
const US_PER_S = 1_000_000;

type Answer = { outputTokens: number | null; durationUs: number | null; ttftUs: number | null; streamed: boolean };

/**
 * Output rate of a successful attempt in whole rate units, or null where there is none to speak of.
 *
 * Tokens over the time after the first token; a streamed answer without TTFT says nothing, an unstreamed one counts
 * its whole duration.
 */
export function outputRate({ outputTokens, durationUs, ttftUs, streamed }: Answer): number | null {
  if (outputTokens === null || outputTokens <= 0) return null;
  if (streamed && ttftUs === null) return null;
  if (durationUs === null) return null;
  const spentUs = durationUs - (ttftUs ?? 0);
  if (spentUs <= 0) return null;
  return Math.min(RATE_MAX, Math.round((outputTokens * RATE_UNITS_PER_TOKEN_PER_S * US_PER_S) / spentUs));
}
