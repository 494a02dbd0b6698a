import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { exportRun, exportSchedule } from "../schema/copies";
import { lockSchedule } from "./lock-schedule";
import { toSchedule } from "./schedule-row";

/** Ends a scheduled copy: what waits to be made is not made. NOT_FOUND where there is none. */
export function deleteSchedule(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<void> {
  return db.transaction(async (tx) => {
    const before = toSchedule(await lockSchedule(tx, id), now);
    await tx.update(exportSchedule).set({ deletedAt: now }).where(eq(exportSchedule.id, id));
    await tx
      .update(exportRun)
      .set({ tryAt: null })
      .where(and(eq(exportRun.scheduleId, id), eq(exportRun.isDone, false), isNull(exportRun.startedAt)));
    await recordAudit(tx, { actor, action: "export_schedule.delete", subject: before.name, before, now });
  });
}
