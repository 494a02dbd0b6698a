import { recordOf } from "../record-of";
import type { Verdict } from "./alert-state";
import type { ReplayTicks } from "./replay-ticks";

/** What was counted in the span at a position. */
type SpanCounts<Name extends string> = { bucket: number; counts: Readonly<Record<Name, number>> };

/** What was counted in the window of so many minutes that ends at the tick. */
export type CountedIn<Name extends string> = (name: Name, windowMinutes: number) => number;

type VerdictsInput<Name extends string> = {
  ticks: ReplayTicks;
  names: readonly Name[];
  /** In any order; several may be of one span. */
  spans: readonly SpanCounts<Name>[];
  judge: (counted: CountedIn<Name>) => Verdict;
};

/**
 * The verdict of each tick of one series.
 *
 * Counts of a window are a difference of two sums from the beginning on. It is judged anew only where something entered or left
 * one of its windows: most minutes of a month are like those before. So ticks are asked in ascending order.
 */
export function replayVerdicts<Name extends string>(input: VerdictsInput<Name>): (tick: number) => Verdict {
  const { ticks, names, spans, judge } = input;
  const sums = recordOf(names, () => new Float64Array(ticks.spans + 1));
  const entries = new Int32Array(ticks.spans + 1);
  for (const { bucket, counts } of spans) {
    for (const name of names) sums[name][bucket + 1] = (sums[name][bucket + 1] ?? 0) + counts[name];
    entries[bucket + 1] = (entries[bucket + 1] ?? 0) + 1;
  }
  for (const list of [...names.map((name) => sums[name]), entries]) {
    for (let at = 1; at < list.length; at++) list[at] = (list[at] ?? 0) + (list[at - 1] ?? 0);
  }
  const edges = [ticks.ends, ...ticks.starts.values()];
  let seen = -1;
  let verdict: Verdict = "unmeasured";
  return (tick) => {
    // No edge goes back, so that their sum is as it was says that each is.
    let entered = 0;
    for (const edge of edges) entered += entries[edge[tick] ?? 0] ?? 0;
    if (entered === seen) return verdict;
    seen = entered;
    const end = ticks.ends[tick] ?? 0;
    verdict = judge((name, windowMinutes) => {
      const start = ticks.starts.get(windowMinutes)?.[tick] ?? end;
      return (sums[name][end] ?? 0) - (sums[name][start] ?? 0);
    });
    return verdict;
  };
}
