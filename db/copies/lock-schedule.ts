import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { exportSchedule } from "../schema/copies";
import type { ScheduleRow } from "./schedule-row";

/** A scheduled copy, which nobody else changes before this transaction ends. NOT_FOUND where there is none. */
export async function lockSchedule(tx: Db, id: number): Promise<ScheduleRow> {
  const [row] = await tx
    .select()
    .from(exportSchedule)
    .where(and(eq(exportSchedule.id, id), isNull(exportSchedule.deletedAt)))
    .for("update");
  if (row) return row;
  throw new AppError("NOT_FOUND", t("There is no such scheduled copy"));
}
