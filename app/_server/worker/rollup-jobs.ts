import type { Db, Sql } from "@/db/client";
import { forgetDimensionDays } from "@/db/dimensions/forget-dimension-days";
import { forgetIngestStats } from "@/db/ingest-stats/forget-ingest-stats";
import { forgetPartialObservations } from "@/db/partial-observations/forget-partial-observations";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { daysBetween, ensurePartitions } from "@/db/partitions/ensure-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { trimRejectedRecords } from "@/db/rejected-records/trim-rejected-records";
import { advanceRetention } from "@/db/retention/advance-retention";
import { forgetCorrections } from "@/db/retention/forget-corrections";
import { type Clocks, judgeRetention } from "@/db/retention/judge-retention";
import { compactFresh } from "@/db/rollups/compact-fresh";
import { compactMonths } from "@/db/rollups/compact-months";
import { countConsumers } from "@/db/rollups/count-consumers";
import { dropEndedBreakdowns } from "@/db/rollups/drop-ended-breakdowns";
import { dropExpiredRows } from "@/db/rollups/drop-expired-rows";
import { fillBreakdowns } from "@/db/rollups/fill-breakdowns";
import { fillSums } from "@/db/rollups/fill-sums";
import { foldWhenDue } from "@/db/rollups/fold-when-due";
import { recountDays } from "@/db/rollups/recount-days";
import { sealMinutes } from "@/db/rollups/seal-minutes";
import { forgetRouters } from "@/db/routers/forget-routers";
import { forgetScores } from "@/db/scores/forget-scores";
import { forgetTraces } from "@/db/traces/forget-traces";
import { trimTraces } from "@/db/traces/trim-traces";
import { recordWorkerHeartbeat } from "@/db/worker/heartbeat";
import type { RetentionDays } from "@/lib/domain/time/retention-hold";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Job } from "./run-jobs";

/** The heartbeat of folding, from which any process knows that folding goes on. */
export const FOLD_HEARTBEAT = "fold";

export type RollupJobsInput = {
  db: Db;
  sql: Sql;
  holder: string;
  days: RetentionDays;
  /** Whether attempts are dropped only once they are archived. */
  isArchiving?: boolean;
  clocks?: Clocks;
};

/** How often is seen whether folding is due. */
const FOLD_EVERY_MS = 400;
/** Deltas of a minute may still arrive so long after its end without their own round of sealing. */
const SEAL_GRACE_MS = 5 * SECOND_MS;
// What is not sealed is read all the same; each round rewrites whatever late records touched.
const SEAL_EVERY_MS = 15 * SECOND_MS;
const SEAL_BUDGET_MS = 2 * SECOND_MS;
const DAYS_AHEAD = 7;
const REJECTED_RETENTION = 50_000;

/**
 * What keeps the store in order: partitions ahead, deltas folded, minutes sealed, what expired dropped.
 *
 * All by the database's clock. Nothing is deleted by age while retention is held.
 */
export function rollupJobs(input: RollupJobsInput): Job[] {
  const { db, sql, holder, days, isArchiving = false, clocks } = input;
  const job = (name: string, everyMs: number, run: () => Promise<unknown>): Job => ({
    name,
    everyMs,
    run: async () => ((await run()) === "more" ? "more" : "done"),
  });
  const judge = () => judgeRetention(db, { days, clocks });
  /** A job that deletes by age: it waits while retention is held. */
  const expiring = (name: string, everyMs: number, run: () => Promise<unknown>) =>
    job(name, everyMs, async () => ((await judge()).hold === null ? run() : "done"));
  let beatAt = Number.NEGATIVE_INFINITY;

  return [
    // First of all, so that what follows finds the marks of today.
    job("move-marks", HOUR_MS, () => advanceRetention({ db, sql }, { days, clocks })),
    job("make-partitions", HOUR_MS, async () => {
      const today = dayOf((await judge()).now);
      await ensurePartitions(sql, daysBetween(today - 1, today + DAYS_AHEAD));
    }),
    job("fold", FOLD_EVERY_MS, async () => {
      const left = await foldWhenDue(sql);
      if (performance.now() - beatAt >= SECOND_MS) {
        await recordWorkerHeartbeat(sql, { name: FOLD_HEARTBEAT, holder });
        beatAt = performance.now();
      }
      return left;
    }),
    job("seal", SEAL_EVERY_MS, async () => {
      const { now } = await judge();
      const before = new Date(Math.floor((now.getTime() - SEAL_GRACE_MS) / MINUTE_MS) * MINUTE_MS);
      const { isDone } = await sealMinutes(sql, { before, budgetMs: SEAL_BUDGET_MS });
      return isDone ? "done" : "more";
    }),
    job("compact", 10 * SECOND_MS, () => compactFresh(sql)),
    job("recount", MINUTE_MS, () => recountDays(sql)),
    job("fill-sums", 10 * SECOND_MS, () => fillSums(sql)),
    job("fill-breakdowns", 10 * SECOND_MS, () => fillBreakdowns(sql)),
    job("count-consumers", MINUTE_MS, () => countConsumers(sql)),
    job("drop-breakdowns", MINUTE_MS, () => dropEndedBreakdowns(sql)),
    job("compact-months", DAY_MS, () => compactMonths(sql)),
    expiring("forget-partial-observations", HOUR_MS, () => forgetPartialObservations(sql)),
    expiring("forget-traces", 5 * MINUTE_MS, () => forgetTraces(sql)),
    job("trim-traces", 5 * MINUTE_MS, () => trimTraces(sql)),
    expiring("forget-dimension-days", HOUR_MS, () => forgetDimensionDays(sql)),
    expiring("forget-ingest-stats", HOUR_MS, () => forgetIngestStats(sql)),
    expiring("forget-corrections", HOUR_MS, () => forgetCorrections(sql)),
    expiring("forget-scores", HOUR_MS, () => forgetScores(sql)),
    expiring("forget-routers", HOUR_MS, () => forgetRouters(sql, { silentDays: 30 })),
    job("trim-rejected", MINUTE_MS, () => trimRejectedRecords(sql, { keep: REJECTED_RETENTION })),
    job("drop-partitions", MINUTE_MS, async () => {
      const { now, hold } = await advanceRetention({ db, sql }, { days, clocks });
      // A day more than promised: a reader or a late record may just be using the oldest one. What is in use now is
      // dropped a minute later.
      if (hold === null) await dropExpiredPartitions(sql, dayOf(now) - days.rawDays - 1, { isArchiving });
    }),
    expiring("drop-rows", HOUR_MS, () => dropExpiredRows(sql)),
  ];
}

function dayOf(instant: Date): number {
  return dayOfUs(instant.getTime() * 1_000);
}
