import { and, eq } from "drizzle-orm";
import type { Db } from "../client";
import { user, userAccount } from "../schema/users";
import { endSignIn } from "./begin-sign-in";
import { hashPassword, isFormerHash } from "./password-hash";
import { rememberNetwork } from "./remember-network";

type Finished = { attempt: { id: string }; email: string; password: string; network: string; now: Date };

/** What a sign-in that worked leaves behind: no try that counts, a network that is known, a hash of today's cost. */
export async function finishSignIn(db: Db, input: Finished): Promise<void> {
  const { attempt, email, password, network, now } = input;
  await endSignIn(db, attempt);
  const [account] = await db
    .select({ id: userAccount.id, userId: user.id, hash: userAccount.password })
    .from(user)
    .innerJoin(userAccount, eq(userAccount.userId, user.id))
    .where(and(eq(user.email, email), eq(userAccount.providerId, "credential")));
  if (!account) return;
  await rememberNetwork(db, { userId: account.userId, network, now });
  if (account.hash === null || !isFormerHash(account.hash)) return;
  // Only over the hash it was checked against: a password changed meanwhile stays.
  const isSame = and(eq(userAccount.id, account.id), eq(userAccount.password, account.hash));
  await db
    .update(userAccount)
    .set({ password: await hashPassword(password) })
    .where(isSame);
}
