import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { user, userAccount } from "@/db/schema/users";
import { insertUser } from "@/db/users/insert-user";
import { hashPassword, verifyPassword } from "@/db/users/password-hash";
import { setPassword } from "@/db/users/set-password";
import { DEMO_USERS } from "@/lib/domain/access/demo-users";

/** One user for each role, who signs in with the password the demo prints: also where an earlier run stored another. */
export async function seedDemoUsers(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  for (const one of DEMO_USERS) {
    const id = await insertUser(db, { user: one, actor: "demo", now, passwordIsTemporary: false });
    if (id === null) await setPrinted(db, { ...one, now });
  }
}

async function setPrinted(db: Db, input: { email: string; password: string; now: Date }): Promise<void> {
  const { email, password, now } = input;
  const ofUser = and(eq(userAccount.userId, user.id), eq(userAccount.providerId, "credential"));
  const [row] = await db
    .select({ id: user.id, hash: userAccount.password })
    .from(user)
    .leftJoin(userAccount, ofUser)
    .where(eq(user.email, email));
  if (!row || (row.hash && (await verifyPassword({ hash: row.hash, password })))) return;
  await setPassword(db, { id: row.id, passwordHash: await hashPassword(password), now });
  await db.update(user).set({ passwordIsTemporary: false }).where(eq(user.id, row.id));
}
