import { MINUTE_MS } from "./time/units";

/**
 * How long after its `tries`th failure something is tried again: 2 minutes, doubled each time, at most `maxMs`.
 *
 * `jitter`, from 0 to 1, lengthens it by up to a fifth, so that what failed together does not come back together.
 */
export function retryDelayMs({ tries, maxMs, jitter = 0 }: { tries: number; maxMs: number; jitter?: number }): number {
  return Math.round(Math.min(maxMs, MINUTE_MS * 2 ** tries) * (1 + jitter / 5));
}
