const FIRST_MS = 100;
const LONGEST_MS = 2_000;

/** A caller waits so long for a second try of the same upstream, at most. */
export const PATIENCE_MS = 2_500;

/**
 * How long to wait before the same upstream is asked again: what it asked for, else twice as long each time, with full jitter
 * so that callers who failed together do not come back together.
 */
export function retryWaitMs(tries: number, retryAfterMs: number | null, random: () => number): number {
  return retryAfterMs ?? random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
}

/** How long an answer asks to be left alone, in ms, by `retry-after-ms` or Retry-After as seconds or a date; else null. */
export function retryAfterMs(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  nowMs: number,
): number | null {
  const exact = numberOf(headers["retry-after-ms"]);
  if (exact !== null) return exact;
  const given = headers["retry-after"];
  const seconds = numberOf(given);
  if (seconds !== null) return seconds * 1_000;
  const atMs = typeof given === "string" ? Date.parse(given) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

function numberOf(text: string | string[] | undefined): number | null {
  if (typeof text !== "string" || !/^\d+(\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
