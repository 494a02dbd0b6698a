import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { slaTarget } from "../schema/sla";
import type { TargetRow } from "./target-row";

/** A target that nobody else changes before the transaction ends; NOT_FOUND where there is none. */
export async function lockTarget(tx: Db, { id }: { id: number }): Promise<TargetRow> {
  const [row] = await tx.select().from(slaTarget).where(eq(slaTarget.id, id)).for("update");
  if (!row) throw new AppError("NOT_FOUND", t("There is no target {id}", { id }));
  return row;
}
