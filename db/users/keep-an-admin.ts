import { and, eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { user } from "../schema/users";

/**
 * Refuses (CONFLICT) to take the last admin away, who could not be replaced from inside the product.
 *
 * Locks the admins until the transaction ends, so that two admins cannot demote each other at once.
 */
export async function keepAnAdmin(tx: Db, input: { losing: string }): Promise<void> {
  const admins = await tx
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.banned, false)))
    .orderBy(user.id)
    .for("update");
  if (admins.length === 1 && admins[0]?.id === input.losing) {
    throw new AppError("CONFLICT", t("This is the last admin; make somebody else an admin first"));
  }
}
