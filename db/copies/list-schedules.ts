import { asc, desc, eq, isNull } from "drizzle-orm";
import type { ExportSchedules } from "@/lib/contract/export-schedules";
import type { Db } from "../client";
import { exportRun, exportSchedule } from "../schema/copies";
import { toRun, toSchedule } from "./schedule-row";

const RUNS_MAX = 100;

/** The scheduled copies by name, and the latest runs of any, also of those that were deleted. */
export async function listSchedules(db: Db, now: Date): Promise<Pick<ExportSchedules, "schedules" | "runs">> {
  const schedules = await db
    .select()
    .from(exportSchedule)
    .where(isNull(exportSchedule.deletedAt))
    .orderBy(asc(exportSchedule.name), asc(exportSchedule.id));
  const runs = await db
    .select({ run: exportRun, name: exportSchedule.name })
    .from(exportRun)
    .innerJoin(exportSchedule, eq(exportSchedule.id, exportRun.scheduleId))
    .orderBy(desc(exportRun.periodTo), desc(exportRun.id))
    .limit(RUNS_MAX);
  return {
    schedules: schedules.map((row) => toSchedule(row, now)),
    runs: runs.map(({ run, name }) => toRun(run, name)),
  };
}
