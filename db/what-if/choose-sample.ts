import type { MinuteSpan } from "@/lib/domain/time/segments";

/** As many attempts are read one by one for their sizes and for what is charged: some tens of milliseconds. */
const LOOKED_AT_MAX = 20_000;
/** As many are looked at to learn lengths from, of which few are of hours that both models served. */
export const LEARNT_FROM_MAX = 40_000;

/**
 * The last part of a window with so many attempts as are read one by one, by what its stretches hold.
 *
 * Within a stretch attempts are taken to be spread evenly, so there may be somewhat more of them.
 */
export function chooseSample(
  stretches: readonly (MinuteSpan & { attempts: number })[],
  { retainedFrom, max = LOOKED_AT_MAX }: { retainedFrom: number; max?: number },
): MinuteSpan {
  const to = stretches.at(-1)?.to ?? 0;
  let from = to;
  let left = max;
  for (const stretch of stretches.toReversed()) {
    if (stretch.attempts > left) {
      const share = left / stretch.attempts;
      from = Math.ceil(stretch.to - (stretch.to - stretch.from) * share);
      break;
    }
    left -= stretch.attempts;
    from = stretch.from;
  }
  return { from: Math.min(Math.max(from, retainedFrom), to), to };
}
