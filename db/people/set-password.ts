import { and, eq } from "drizzle-orm";
import type { Db } from "../client";
import { personAccount } from "../schema/people";

/** Stores the hash of somebody's password, be it their first or another. */
export async function setPassword(tx: Db, input: { id: string; passwordHash: string; now: Date }): Promise<void> {
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
