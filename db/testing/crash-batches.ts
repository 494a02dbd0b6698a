import type { Attempt } from "@/lib/contract/attempt";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_MS } from "@/lib/domain/time/units";
import { randomAttempts } from "./random-attempts";

export const CRASH_NOW = new Date("2026-03-20T10:00:00Z");
const BATCHES = 40;
const ROWS = 120;

/** The same batches in every process: most of the last hours, a tenth days late. */
export function crashBatches(): Attempt[][] {
  const random = seededRandom(42);
  const window = (hours: number) => ({ from: new Date(CRASH_NOW.getTime() - hours * HOUR_MS), to: CRASH_NOW });
  return Array.from({ length: BATCHES }, (_, batch) =>
    [...randomAttempts(random, ROWS * 0.9, window(1)), ...randomAttempts(random, ROWS * 0.1, window(240))].map(
      (attempt, row) => ({ ...attempt, id: `${batch}-${row}` }),
    ),
  );
}
