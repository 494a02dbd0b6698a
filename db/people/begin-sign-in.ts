import { eq, lt, or, sql } from "drizzle-orm";
import { theRow } from "@/db/the-row";
import { AppError } from "@/lib/contract/error";
import type { Db } from "../client";
import { signInAttempt } from "../schema/people";

const WINDOW_MS = 5 * 60_000;
const MAX_PER_EMAIL_AND_ADDRESS = 10;
const MAX_PER_ADDRESS = 50;
// High, because anybody can use up what counts for an e-mail from everywhere, and so keep its owner out.
const MAX_PER_EMAIL = 100;

type Attempt = { email: string; address: string; now: Date };

/**
 * Notes that somebody tries to sign in, or throws RATE_LIMITED after too many refused tries.
 *
 * Noted before the password is looked at, so that many tries at once are braked too; a success calls `endSignIn`.
 */
export async function beginSignIn(db: Db, input: Attempt): Promise<{ id: string }> {
  const { email, address, now } = input;
  await db.delete(signInAttempt).where(lt(signInAttempt.at, new Date(now.getTime() - WINDOW_MS)));
  const [attempt] = await db
    .insert(signInAttempt)
    .values({ at: now, email, address })
    .returning({ id: signInAttempt.id });
  if (!attempt) throw new Error("The attempt to sign in was not stored");
  if (await isTooMuch(db, input)) {
    await endSignIn(db, attempt);
    throw new AppError("RATE_LIMITED", "Too many attempts to sign in; wait a few minutes", { retryAfterSeconds: 60 });
  }
  return attempt;
}

/** Forgets a try: it succeeded, or was not looked at. */
export async function endSignIn(db: Db, input: { id: string }): Promise<void> {
  await db.delete(signInAttempt).where(eq(signInAttempt.id, input.id));
}

async function isTooMuch(db: Db, { email, address }: Attempt): Promise<boolean> {
  const sameEmail = eq(signInAttempt.email, email);
  const sameAddress = eq(signInAttempt.address, address);
  const count = (condition: ReturnType<typeof eq>) => sql`count(*) filter (where ${condition})`.mapWith(Number);
  const counts = theRow(
    await db
      .select({
        both: sql`count(*) filter (where ${sameEmail} and ${sameAddress})`.mapWith(Number),
        email: count(sameEmail),
        address: count(sameAddress),
      })
      .from(signInAttempt)
      .where(or(sameEmail, sameAddress)),
  );
  return counts.both > MAX_PER_EMAIL_AND_ADDRESS || counts.email > MAX_PER_EMAIL || counts.address > MAX_PER_ADDRESS;
}
