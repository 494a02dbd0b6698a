import { eq } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { editorsBehind } from "../approvals/account-editors";
import type { Db } from "../client";
import { user } from "../schema/users";

/** Lets an admin approve from now on. CONFLICT where whoever confirms is themselves, or added or changed them, or is unconfirmed. */
export async function confirmAdmin(tx: Db, { id, actor }: { id: string; actor: string }): Promise<void> {
  const [by] = await tx.select().from(user).where(eq(user.email, actor));
  if (by?.role !== "admin") throw new AppError("FORBIDDEN", "An admin confirms, not a key");
  const [admin] = await tx.select().from(user).where(eq(user.id, id)).for("update");
  if (by.unconfirmedEditors.length > 0) throw new AppError("CONFLICT", t("You are not confirmed yourself"));
  const editors = admin ? await editorsBehind(tx, { actor: admin.email }) : [];
  if (by.id === id || editors.includes(actor)) {
    throw new AppError("CONFLICT", t("Another admin confirms them: not themselves, nor who added or changed them"));
  }
  await tx.update(user).set({ unconfirmedEditors: [] }).where(eq(user.id, id));
}
