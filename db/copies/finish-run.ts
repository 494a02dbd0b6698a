import { and, eq } from "drizzle-orm";
import { retryDelayMs } from "@/lib/domain/retry-delay";
import { HOUR_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { exportRun } from "../schema/copies";
import type { ClaimedRun } from "./claim-run";

const TRIES_MAX = 10;
const RETRY_MAX_MS = 6 * HOUR_MS;

export type RunResult = { bytes: number; location: string } | { error: string };

/** Notes how a run went: a failed one is tried again ever later, ten times in all. One that was asked for anew meanwhile stays so. */
export async function finishRun(
  db: Db,
  { run, result, now }: { run: ClaimedRun; result: RunResult; now: Date },
): Promise<void> {
  const retryMs = retryDelayMs({ tries: run.tries, maxMs: RETRY_MAX_MS });
  const values =
    "error" in result
      ? { error: result.error, tryAt: run.tries >= TRIES_MAX ? null : new Date(now.getTime() + retryMs) }
      : { ...result, error: null, isDone: true, tryAt: null };
  await db
    .update(exportRun)
    .set({ ...values, endedAt: now })
    .where(and(eq(exportRun.id, run.id), eq(exportRun.tries, run.tries)));
}
