import { sql } from "drizzle-orm";
import { LOCKS } from "../advisory-locks";
import type { Db } from "../client";
import { user } from "../schema/users";
import { insertUser } from "./insert-user";

/** Creates the first admin when there is nobody yet; true when it did. Several processes may start at once. */
export async function bootstrapAdmin(db: Db, input: { email: string; password: string; now: Date }): Promise<boolean> {
  const { email, password, now } = input;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.firstAdmin})`);
    const [anyone] = await tx.select({ id: user.id }).from(user).limit(1);
    if (anyone) return false;
    const admin = { email, password, name: "Admin", role: "admin" } as const;
    return (await insertUser(tx, { user: admin, actor: "start-up", now, passwordIsTemporary: false })) !== null;
  });
}
