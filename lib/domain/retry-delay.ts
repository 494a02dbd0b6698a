import { MINUTE_MS } from "./time/units";

/**
 * How long after its `tries`th failure something is tried again: 2 minutes or `firstMs`, doubled each time, at most `maxMs`.
 *
 * `jitter`, from 0 to 1, lengthens it by up to a fifth, so that what failed together does not come back together.
 */
export function retryDelayMs({ tries, maxMs, firstMs = 2 * MINUTE_MS, jitter = 0 }: RetryInput): number {
  return Math.round(Math.min(maxMs, firstMs * 2 ** (tries - 1)) * (1 + jitter / 5));
}

type RetryInput = { tries: number; maxMs: number; firstMs?: number; jitter?: number };
