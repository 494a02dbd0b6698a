import type { Verdict } from "./alert-state";
import { judgeSpend } from "./judge-traffic";
import type { ReplayTicks } from "./replay-ticks";

/** What the attempts of the span at a position cost, in pico USD. */
type SpanCost = { bucket: number; costPico: bigint };

type SpendInput = {
  ticks: ReplayTicks;
  windowMinutes: number;
  limitPico: bigint | null;
  /** Of the spans in which something has a price. */
  spans: readonly SpanCost[];
};

/** The verdict of each tick on what a window of so many minutes cost. */
export function spendVerdicts({ ticks, windowMinutes, limitPico, spans }: SpendInput): (tick: number) => Verdict {
  const priced = new Array<number>(ticks.spans + 1).fill(0);
  const costs = new Array<bigint>(ticks.spans + 1).fill(0n);
  for (const { bucket, costPico } of spans) {
    priced[bucket + 1] = (priced[bucket + 1] ?? 0) + 1;
    costs[bucket + 1] = (costs[bucket + 1] ?? 0n) + costPico;
  }
  for (let at = 1; at <= ticks.spans; at++) {
    priced[at] = (priced[at] ?? 0) + (priced[at - 1] ?? 0);
    costs[at] = (costs[at] ?? 0n) + (costs[at - 1] ?? 0n);
  }
  const starts = ticks.starts.get(windowMinutes);
  return (tick) => {
    const [start, end] = [starts?.[tick] ?? 0, ticks.ends[tick] ?? 0];
    const isPriced = (priced[end] ?? 0) > (priced[start] ?? 0);
    return judgeSpend(isPriced ? (costs[end] ?? 0n) - (costs[start] ?? 0n) : null, limitPico);
  };
}
