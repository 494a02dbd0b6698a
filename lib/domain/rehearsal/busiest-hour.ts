import { HOUR_MINUTES } from "../time/units";

/** Minutes since the epoch, half-open. */
export type BusiestHour = { fromMinute: number; toMinute: number; requests: number };

/** The 60 minutes on end with the most requests, the earliest of several; null where there are none at all. */
export function busiestHour(requestsByMinute: ReadonlyMap<number, number>): BusiestHour | null {
  const minutes = [...requestsByMinute].filter(([, requests]) => requests > 0).sort(([a], [b]) => a - b);
  let best: BusiestHour | null = null;
  let sum = 0;
  let last = -1;
  // The fullest hour begins with a minute that has requests: another one could begin later and lose none.
  minutes.forEach(([fromMinute], first) => {
    for (;;) {
      const next = minutes[last + 1];
      if (!next || next[0] >= fromMinute + HOUR_MINUTES) break;
      sum += next[1];
      last += 1;
    }
    if (!best || sum > best.requests) best = { fromMinute, toMinute: fromMinute + HOUR_MINUTES, requests: sum };
    sum -= minutes[first]?.[1] ?? 0;
  });
  return best;
}
