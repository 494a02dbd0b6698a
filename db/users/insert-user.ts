import type { NewUser } from "@/lib/contract/users";
import { newEditors } from "../approvals/account-editors";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { user } from "../schema/users";
import { hashPassword } from "./password-hash";
import { setPassword } from "./set-password";

type InsertedUser = {
  user: NewUser;
  actor: string;
  now: Date;
  /** Whether they must choose another password at their first sign-in: so it is wherever somebody else chose this one. */
  passwordIsTemporary: boolean;
};

/** Stores a person with an optional password and notes who did; null when the e-mail is taken. */
export async function insertUser(db: Db, input: InsertedUser): Promise<string | null> {
  const { actor, now, passwordIsTemporary } = input;
  const { email, name, role, password } = input.user;
  // Hashing takes half a second on purpose, so it stays outside the transaction.
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return db.transaction(async (tx) => {
    // Whatever the role: somebody else may make an admin of them later.
    const unconfirmedEditors = await newEditors(tx, { actor });
    const isTemporary = passwordHash !== undefined && passwordIsTemporary;
    const values = { email, name, role, unconfirmedEditors, passwordIsTemporary: isTemporary };
    const [row] = await tx
      .insert(user)
      .values({ ...values, emailVerified: true, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (!row) return null;
    if (passwordHash !== undefined) await setPassword(tx, { id: row.id, passwordHash, now });
    await recordAudit(tx, { actor, action: "person.create", subject: email, after: { name, role }, now });
    return row.id;
  });
}
