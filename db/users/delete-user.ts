import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { user } from "../schema/users";
import { savedView } from "../schema/views";
import { getUser } from "./get-user";
import { keepAnAdmin } from "./keep-an-admin";
import { someoneApproves } from "./someone-approves";

/** Removes a user with their sessions, ways to sign in and private views. What they did stays in the audit under their e-mail. */
export function deleteUser(db: Db, input: { id: string; actor: string; now: Date }): Promise<void> {
  const { id, actor, now } = input;
  return db.transaction(async (tx) => {
    await keepAnAdmin(tx, { losing: id });
    const approvable = await someoneApproves(tx);
    const { email, name, role } = await getUser(tx, { id });
    await tx.delete(savedView).where(and(eq(savedView.ownerId, id), eq(savedView.isShared, false)));
    await tx.delete(user).where(eq(user.id, id));
    await approvable.keep();
    await recordAudit(tx, { actor, action: "person.delete", subject: email, before: { name, role }, now });
  });
}
