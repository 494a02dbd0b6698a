import type { ExportRun, ExportSchedule } from "@/lib/contract/export-schedules";
import { scheduleSchema } from "@/lib/contract/export-schedules";
import { nextCopyAt } from "@/lib/domain/copies/copy-period";
import type { exportRun, exportSchedule } from "../schema/copies";

export type ScheduleRow = typeof exportSchedule.$inferSelect;
export type RunRow = typeof exportRun.$inferSelect;

/** A schedule as answers have it. */
export function toSchedule({ deletedAt: _, ...row }: ScheduleRow, now: Date): ExportSchedule {
  const { createdAt, createdBy, ...own } = row;
  const schedule = { ...own, created_at: createdAt.toISOString(), created_by: createdBy };
  // A row was parsed when it was stored; its texts are known by their columns alone.
  const { every } = scheduleSchema.pick({ every: true }).parse(own);
  return scheduleSchema.parse({ ...schedule, next_at: nextCopyAt(every, now).toISOString() });
}

/** A run as answers have it. */
export function toRun(row: RunRow, schedule: string): ExportRun {
  return {
    ...{ id: row.id, schedule_id: row.scheduleId, schedule, requested_by: row.requestedBy, tries: row.tries },
    ...{ from: row.periodFrom.toISOString(), to: row.periodTo.toISOString(), state: stateOf(row) },
    ...{ started_at: row.startedAt?.toISOString() ?? null, ended_at: row.endedAt?.toISOString() ?? null },
    ...{ bytes: row.bytes, location: row.location, error: row.error },
  };
}

function stateOf({ isDone, tries, endedAt, startedAt, tryAt }: RunRow): ExportRun["state"] {
  if (isDone) return "done";
  if (startedAt !== null && endedAt === null) return "running";
  if (tryAt === null) return "failed";
  return tries === 0 ? "waiting" : "retrying";
}
