import { and, eq } from "drizzle-orm";
import type { Db } from "../client";
import { person, personAccount } from "../schema/people";
import { endSignIn } from "./begin-sign-in";
import { hashPassword, isFormerHash } from "./password-hash";
import { rememberNetwork } from "./remember-network";

type Finished = { attempt: { id: string }; email: string; password: string; network: string; now: Date };

/** What a sign-in that worked leaves behind: no try that counts, a network that is known, a hash of today's cost. */
export async function finishSignIn(db: Db, input: Finished): Promise<void> {
  const { attempt, email, password, network, now } = input;
  await endSignIn(db, attempt);
  const [account] = await db
    .select({ id: personAccount.id, personId: person.id, hash: personAccount.password })
    .from(person)
    .innerJoin(personAccount, eq(personAccount.userId, person.id))
    .where(and(eq(person.email, email), eq(personAccount.providerId, "credential")));
  if (!account) return;
  await rememberNetwork(db, { personId: account.personId, network, now });
  if (account.hash === null || !isFormerHash(account.hash)) return;
  // Only over the hash it was checked against: a password changed meanwhile stays.
  const isSame = and(eq(personAccount.id, account.id), eq(personAccount.password, account.hash));
  await db
    .update(personAccount)
    .set({ password: await hashPassword(password) })
    .where(isSame);
}
