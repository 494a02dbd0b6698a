import { hashPassword } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import type { Person, PersonChange } from "@/lib/contract/people";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { person, personAccount, personSession } from "../schema/people";
import { getPerson } from "./get-person";
import { keepAnAdmin } from "./keep-an-admin";

type ChangePersonInput = { id: string; change: PersonChange; actor: string; now: Date };

/**
 * Changes a person and notes before and after, the password only as the fact that it was set.
 *
 * A new password and being disabled end every session; a new role holds from the next request on.
 */
export async function changePerson(db: Db, input: ChangePersonInput): Promise<Person> {
  const { id, change, actor, now } = input;
  const { name, role, disabled, password } = change;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return db.transaction(async (tx) => {
    if ((role !== undefined && role !== "admin") || disabled) await keepAnAdmin(tx, { losing: id });
    const before = await getPerson(tx, { id });
    await tx.update(person).set({ name, role, banned: disabled, updatedAt: now }).where(eq(person.id, id));
    if (passwordHash !== undefined) await setPassword(tx, { id, passwordHash, now });
    if (passwordHash !== undefined || disabled) await tx.delete(personSession).where(eq(personSession.userId, id));
    const after = await getPerson(tx, { id });
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

async function setPassword(tx: Db, input: { id: string; passwordHash: string; now: Date }): Promise<void> {
  const { id, passwordHash, now } = input;
  const updated = await tx
    .update(personAccount)
    .set({ password: passwordHash, updatedAt: now })
    .where(and(eq(personAccount.userId, id), eq(personAccount.providerId, "credential")))
    .returning({ id: personAccount.id });
  if (updated.length > 0) return;
  await tx.insert(personAccount).values({
    accountId: id,
    providerId: "credential",
    userId: id,
    password: passwordHash,
    createdAt: now,
    updatedAt: now,
  });
}

function audited({ name, role, disabled }: Person) {
  return { name, role, disabled };
}
