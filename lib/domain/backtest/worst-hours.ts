import { HOUR_US } from "../time/units";
import { FAILED, JUDGED } from "./outcome-codes";
import type { WeighedAttempts } from "./weigh-attempts";

/** An hour of starts, with its judged attempts; not whole where some of them are expected ones. */
export type WorstHour = { atUs: number; judged: number; errorRate: number };

/** A rate of fewer attempts would be the worst by chance. */
const JUDGED_MIN = 30;

type HourCounts = { judged: number; failed: number };
type Hour = { before: HourCounts; after: HourCounts };

/** The hours with the highest error rate before and after, of those with at least 30 judged attempts. */
export function worstHours(weighed: readonly WeighedAttempts[]): { before: WorstHour | null; after: WorstHour | null } {
  const hours = new Map<number, Hour>();
  let hour: Hour = newHour();
  let current = Number.NaN;
  for (const { attempts, before, stays, stoodFor } of weighed) {
    for (let index = 0; index < attempts.n; index++) {
      const outcome = attempts.outcome[index] ?? 0;
      if (JUDGED[outcome] === 0) continue;
      const at = Math.floor((attempts.startUs[index] ?? 0) / HOUR_US);
      if (at !== current) {
        current = at;
        hour = hours.get(at) ?? newHour();
        hours.set(at, hour);
      }
      const failed = FAILED[outcome] ?? 0;
      add(hour.before, before[index] ?? 0, failed);
      add(hour.after, (stays[index] ?? 0) + (stoodFor[index] ?? 0), failed);
    }
  }
  return { before: worstOf(hours, "before"), after: worstOf(hours, "after") };
}

function newHour(): Hour {
  return { before: { judged: 0, failed: 0 }, after: { judged: 0, failed: 0 } };
}

function add(counts: HourCounts, weight: number, failed: number): void {
  counts.judged += weight;
  counts.failed += weight * failed;
}

function worstOf(hours: ReadonlyMap<number, Hour>, side: keyof Hour): WorstHour | null {
  let worst: WorstHour | null = null;
  for (const [hour, { [side]: counts }] of [...hours].sort(([a], [b]) => a - b)) {
    const { judged, failed } = counts;
    if (judged < JUDGED_MIN || (worst && failed / judged <= worst.errorRate)) continue;
    worst = { atUs: hour * HOUR_US, judged, errorRate: Math.min(1, failed / judged) };
  }
  return worst;
}
