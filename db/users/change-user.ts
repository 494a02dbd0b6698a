import { eq } from "drizzle-orm";
import type { User, UserChange } from "@/lib/contract/users";
import { newEditors } from "../approvals/account-editors";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { user, userSession } from "../schema/users";
import { confirmAdmin } from "./confirm-admin";
import { getUser } from "./get-user";
import { keepAnAdmin } from "./keep-an-admin";
import { hashPassword } from "./password-hash";
import { refuseWeakPassword } from "./refuse-weak-password";
import { setPassword } from "./set-password";
import { someoneApproves } from "./someone-approves";

type ChangeUserInput = { id: string; change: UserChange; actor: string; now: Date };

/**
 * Changes a person and notes before and after, the password only as the fact that it was set.
 *
 * A new password and being disabled end every session; a new role holds from the next request on. A password set here is
 * one somebody else knows, so it only serves to choose another.
 */
export async function changeUser(db: Db, input: ChangeUserInput): Promise<User> {
  const { id, change, actor, now } = input;
  const { name, role, disabled, password, confirmed } = change;
  if (password !== undefined) await refuseWeakPassword(password, await getUser(db, { id }));
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return db.transaction(async (tx) => {
    if ((role !== undefined && role !== "admin") || disabled) await keepAnAdmin(tx, { losing: id });
    const approvable = await someoneApproves(tx);
    const before = await getUser(tx, { id });
    if (confirmed) await confirmAdmin(tx, { id, actor });
    const isSet = passwordHash !== undefined;
    await tx
      .update(user)
      .set({ name, role, banned: disabled, ...(isSet && { passwordIsTemporary: true }), updatedAt: now })
      .where(eq(user.id, id));
    if (isSet) await setPassword(tx, { id, passwordHash, now });
    const isNewHold = role === "admin" || disabled === false || isSet;
    if (isNewHold && actor !== before.email) await addEditors(tx, { id, actor });
    if (passwordHash !== undefined || disabled) await tx.delete(userSession).where(eq(userSession.userId, id));
    await approvable.keep();
    const after = await getUser(tx, { id });
    await recordAudit(tx, {
      actor,
      action: "person.change",
      subject: before.email,
      before: audited(before),
      after: { ...audited(after), ...(passwordHash !== undefined && { password: "set" }) },
      now,
    });
    return after;
  });
}

/** Adds whoever acts to the editors of this account, where that bears on approvals. */
async function addEditors(tx: Db, { id, actor }: { id: string; actor: string }): Promise<void> {
  const [row] = await tx.select({ editors: user.unconfirmedEditors }).from(user).where(eq(user.id, id));
  const editors = [...new Set([...(row?.editors ?? []), ...(await newEditors(tx, { actor }))])];
  await tx.update(user).set({ unconfirmedEditors: editors }).where(eq(user.id, id));
}

function audited({ name, role, disabled, unconfirmed }: User) {
  return { name, role, disabled, ...(unconfirmed && { unconfirmed }) };
}
