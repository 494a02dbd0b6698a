import type { BreakerStatus } from "../../breaker/breaker";
import type { StateSpan } from "./pair-timelines";

const BADNESS: Record<BreakerStatus, number> = { closed: 0, half_open: 1, open: 2 };

/**
 * The same spans where there are at most so many; else as many equal stretches of their time or fewer, each with the worst
 * state there was within it: drawn, finer ones could not be told apart.
 */
export function coarseSpans(spans: readonly StateSpan[], most: number): StateSpan[] {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last || spans.length <= most) return [...spans];
  const lengthUs = (last.toUs - first.fromUs) / most;
  const coarse: StateSpan[] = [];
  let next = 0;
  for (let stretch = 0; stretch < most; stretch++) {
    const fromUs = Math.round(first.fromUs + stretch * lengthUs);
    const toUs = stretch === most - 1 ? last.toUs : Math.round(first.fromUs + (stretch + 1) * lengthUs);
    let state: BreakerStatus = "closed";
    while ((spans[next]?.toUs ?? Number.POSITIVE_INFINITY) <= fromUs) next++;
    for (let at = next; (spans[at]?.fromUs ?? Number.POSITIVE_INFINITY) < toUs; at++) {
      const within = spans[at]?.state ?? "closed";
      if (BADNESS[within] > BADNESS[state]) state = within;
    }
    const before = coarse.at(-1);
    if (before?.state === state) before.toUs = toUs;
    else coarse.push({ state, fromUs, toUs });
  }
  return coarse;
}
