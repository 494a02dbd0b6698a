import { and, eq } from "drizzle-orm";
import type { Db } from "../client";
import { userAccount } from "../schema/users";

/** Stores the hash of somebody's password, be it their first or another. */
export async function setPassword(tx: Db, input: { id: string; passwordHash: string; now: Date }): Promise<void> {
  const { id, passwordHash, now } = input;
  const updated = await tx
    .update(userAccount)
    .set({ password: passwordHash, updatedAt: now })
    .where(and(eq(userAccount.userId, id), eq(userAccount.providerId, "credential")))
    .returning({ id: userAccount.id });
  if (updated.length > 0) return;
  await tx.insert(userAccount).values({
    accountId: id,
    providerId: "credential",
    userId: id,
    password: passwordHash,
    createdAt: now,
    updatedAt: now,
  });
}
