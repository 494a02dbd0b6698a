import type { ExportRun } from "@/lib/contract/export-schedules";
import { latestPeriod } from "@/lib/domain/copies/copy-period";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { exportRun } from "../schema/copies";
import { theRow } from "../the-row";
import { lockSchedule } from "./lock-schedule";
import { toRun, toSchedule } from "./schedule-row";

/** Asks for a copy of the latest whole period, which takes the place of the one before. NOT_FOUND without a schedule. */
export function requestRun(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<ExportRun> {
  return db.transaction(async (tx) => {
    const schedule = toSchedule(await lockSchedule(tx, id), now);
    const { from, to } = latestPeriod(schedule.every, now);
    const again = {
      ...{ requestedBy: actor, tryAt: now, tries: 0, isDone: false, startedAt: null, endedAt: null },
      ...{ error: null, bytes: null, location: null },
    };
    const [row] = await tx
      .insert(exportRun)
      .values({ scheduleId: id, periodFrom: from, periodTo: to, ...again })
      .onConflictDoUpdate({ target: [exportRun.scheduleId, exportRun.periodFrom], set: again })
      .returning();
    const run = toRun(theRow(row ? [row] : []), schedule.name);
    const after = { from: run.from, to: run.to };
    await recordAudit(tx, { actor, action: "export_schedule.run", subject: schedule.name, after, now });
    return run;
  });
}
