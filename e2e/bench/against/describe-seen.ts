import { nearestRank } from "@/lib/domain/sketch/percentile";
import type { Seen } from "./load-messages";

/** What became of a load's questions: how fast those were answered that were not refused, and how many were not. */
export type Answered = { p50: number; p95: number; p99: number; lateP99: number; refused: number; errors: number };

const REFUSED = ["429", "503"];

/** Milliseconds from when each question was due; NaN where none was answered. Told to come back later is no error. */
export function describeSeen({ statuses, latenciesMs, lateMs }: Seen): Answered {
  const latencies = latenciesMs.toSorted((a, b) => a - b);
  const late = lateMs.toSorted((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) => nearestRank(sorted, share) ?? Number.NaN;
  const count = (isCounted: (status: string) => boolean) =>
    Object.entries(statuses).reduce((sum, [status, times]) => sum + (isCounted(status) ? times : 0), 0);
  return {
    p50: at(latencies, 0.5),
    p95: at(latencies, 0.95),
    p99: at(latencies, 0.99),
    lateP99: at(late, 0.99),
    refused: count((status) => REFUSED.includes(status)),
    errors: count((status) => !REFUSED.includes(status) && !(Number(status) >= 200 && Number(status) < 400)),
  };
}
