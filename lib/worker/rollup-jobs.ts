import { forgetArrivals } from "@/db/arrivals/forget-arrivals";
import type { Sql } from "@/db/client";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { daysBetween, ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { trimRejectedRecords } from "@/db/rejected-records/trim-rejected-records";
import { advanceMinutesFrom } from "@/db/rollups/advance-minutes-from";
import { advanceQuartersFrom } from "@/db/rollups/advance-quarters-from";
import { compactFresh } from "@/db/rollups/compact-fresh";
import { compactMonths } from "@/db/rollups/compact-months";
import { dropExpiredRows } from "@/db/rollups/drop-expired-rows";
import { DELTAS_MAX, foldDeltas } from "@/db/rollups/fold-deltas";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { forgetRouters } from "@/db/routers/forget-routers";
import { forgetToldEvents } from "@/db/told-events/forget-told-events";
import { beatHeart } from "@/db/worker/heartbeat";
import type { Job } from "./run-jobs";

/** The heartbeat of folding, by which any process tells that somebody does it. */
export const FOLD_HEARTBEAT = "fold";

export type RollupJobsInput = {
  sql: Sql;
  holder: string;
  rawRetentionDays: number;
  minuteRetentionDays: number;
  clock?: () => Date;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FOLD_EVERY_MS = 800;
/** Deltas of a minute may still arrive so long after its end without their own round of sealing. */
const SEAL_GRACE_MS = 5 * SECOND_MS;
// What is not sealed is read all the same; each round rewrites whatever late records touched.
const SEAL_EVERY_MS = 15 * SECOND_MS;
const SEAL_BUDGET_MS = 2 * SECOND_MS;
const DAYS_AHEAD = 7;
const REJECTED_KEPT = 50_000;

/** What keeps the store in order: partitions ahead, deltas folded, minutes sealed, what expired dropped. */
export function rollupJobs(input: RollupJobsInput): Job[] {
  const { sql, holder, rawRetentionDays, minuteRetentionDays } = input;
  const now = input.clock ?? (() => new Date());
  const job = (name: string, everyMs: number, run: () => Promise<unknown>): Job => ({
    name,
    everyMs,
    run: async () => ((await run()) === "more" ? "more" : "done"),
  });
  const today = () => dayOfUs(now().getTime() * 1_000);
  let beatAt = Number.NEGATIVE_INFINITY;

  return [
    job("mark-minutes", HOUR_MS, () => advanceMinutesFrom(sql, { now: now(), minuteDays: minuteRetentionDays })),
    job("mark-quarters", HOUR_MS, () => advanceQuartersFrom(sql, { now: now() })),
    job("make-partitions", HOUR_MS, () => ensurePartitions(sql, daysBetween(today() - 1, today() + DAYS_AHEAD))),
    job("fold", FOLD_EVERY_MS, async () => {
      const folded = await foldDeltas(sql);
      if (performance.now() - beatAt >= SECOND_MS) {
        await beatHeart(sql, { name: FOLD_HEARTBEAT, holder });
        beatAt = performance.now();
      }
      return folded >= DELTAS_MAX ? "more" : "done";
    }),
    job("seal", SEAL_EVERY_MS, async () => {
      const before = new Date(Math.floor((now().getTime() - SEAL_GRACE_MS) / MINUTE_MS) * MINUTE_MS);
      const { isDone } = await sealMinutes(sql, { before, budgetMs: SEAL_BUDGET_MS });
      return isDone ? "done" : "more";
    }),
    job("compact", 10 * SECOND_MS, () => compactFresh(sql)),
    job("compact-months", DAY_MS, () => compactMonths(sql)),
    job("forget-told", HOUR_MS, () => forgetToldEvents(sql)),
    job("forget-arrivals", HOUR_MS, () => forgetArrivals(sql)),
    job("forget-routers", HOUR_MS, () => forgetRouters(sql, { silentDays: 30 })),
    job("trim-rejected", MINUTE_MS, () => trimRejectedRecords(sql, { keep: REJECTED_KEPT })),
    // A day more than promised: a reader or a late record may just be using the oldest one. What is in use now is
    // dropped a minute later.
    job("drop-partitions", MINUTE_MS, () => dropExpiredPartitions(sql, today() - rawRetentionDays - 1)),
    job("drop-rows", HOUR_MS, () => dropExpiredRows(sql)),
  ];
}
