import { and, asc, eq, isNull, lte } from "drizzle-orm";
import type { ExportSchedule } from "@/lib/contract/export-schedules";
import { latestPeriod } from "@/lib/domain/copies/copy-period";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { exportRun, exportSchedule } from "../schema/copies";
import { toSchedule } from "./schedule-row";

/** One that is not finished by then was lost with its process, and is made again. */
const LOST_AFTER_MS = 60 * MINUTE_MS;

export type ClaimedRun = { id: number; tries: number; from: Date; to: Date; schedule: ExportSchedule };

/** Notes the periods that are over and not asked for yet, and takes the run that is due, if any. */
export function claimRun(db: Db, now: Date): Promise<ClaimedRun | null> {
  return db.transaction(async (tx) => {
    const schedules = await tx.select().from(exportSchedule).where(isNull(exportSchedule.deletedAt));
    for (const row of schedules) {
      const { from, to } = latestPeriod(toSchedule(row, now).every, now);
      const values = { scheduleId: row.id, periodFrom: from, periodTo: to, tryAt: now };
      await tx.insert(exportRun).values(values).onConflictDoNothing();
    }
    const [due] = await tx
      .select({ run: exportRun, schedule: exportSchedule })
      .from(exportRun)
      .innerJoin(exportSchedule, eq(exportSchedule.id, exportRun.scheduleId))
      .where(and(lte(exportRun.tryAt, now), isNull(exportSchedule.deletedAt)))
      .orderBy(asc(exportRun.tryAt), asc(exportRun.id))
      .limit(1)
      .for("update", { of: exportRun, skipLocked: true });
    if (!due) return null;
    const { run, schedule } = due;
    const tries = run.tries + 1;
    await tx
      .update(exportRun)
      .set({ tries, startedAt: now, endedAt: null, error: null, tryAt: new Date(now.getTime() + LOST_AFTER_MS) })
      .where(eq(exportRun.id, run.id));
    return { id: run.id, tries, from: run.periodFrom, to: run.periodTo, schedule: toSchedule(schedule, now) };
  });
}
