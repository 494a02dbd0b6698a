import { count, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { ExportSchedule, NewSchedule } from "@/lib/contract/export-schedules";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { exportSchedule } from "../schema/copies";
import { theRow } from "../the-row";
import { toSchedule } from "./schedule-row";

const SCHEDULES_MAX = 50;

/** Adds a scheduled copy; its first one is of the latest whole period. UNPROCESSABLE beyond SCHEDULES_MAX of them. */
export function createSchedule(
  db: Db,
  { schedule, actor, now }: { schedule: NewSchedule; actor: string; now: Date },
): Promise<ExportSchedule> {
  return db.transaction(async (tx) => {
    const { n } = theRow(await tx.select({ n: count() }).from(exportSchedule).where(isNull(exportSchedule.deletedAt)));
    if (n >= SCHEDULES_MAX)
      throw new AppError("UNPROCESSABLE", t("There are {n} scheduled copies, and no more may be", { n }));
    const values = { ...schedule, createdAt: now, createdBy: actor };
    const created = toSchedule(theRow(await tx.insert(exportSchedule).values(values).returning()), now);
    await recordAudit(tx, { actor, action: "export_schedule.create", subject: created.name, after: created, now });
    return created;
  });
}
