import { and, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { theRow } from "@/db/the-row";
import { AppError } from "@/lib/contract/error";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { knownNetwork, signInAttempt, user } from "../schema/users";

const WINDOW_MS = 5 * MINUTE_MS;
const KNOWN_DAYS = 180;
const RETRY_AFTER_SECONDS = 60;

const MAX_PER_DEVICE = 10;
const MAX_PER_EMAIL_AND_NETWORK = 10;
const MAX_PER_NETWORK = 50;
// What all strangers together may try for one e-mail: however many networks somebody has, 14,400 guesses a day.
const MAX_OF_STRANGERS_PER_EMAIL = 50;

type Attempt = {
  email: string;
  /** See clientNetwork. */
  network: string;
  /** The browser's own mark, where it had signed in as this user before. */
  device: string | null;
  now: Date;
};

/** What the limit let through; `isKnown` says that this user signed in from this browser or network before. */
export type BegunSignIn = { id: string; isKnown: boolean };

/**
 * Notes that somebody tries to sign in, or throws RATE_LIMITED after too many refused tries.
 *
 * What fails elsewhere never counts against a browser or a network its owner signed in from: else anybody could keep them
 * out. Noted before the password is looked at, so that many tries at once are limited too; `finishSignIn` removes the note after a success.
 */
export async function beginSignIn(db: Db, input: Attempt): Promise<BegunSignIn> {
  const { email, network, device, now } = input;
  await db.delete(signInAttempt).where(lt(signInAttempt.at, new Date(now.getTime() - WINDOW_MS)));
  const isKnownNetwork = await isKnown(db, input);
  const [attempt] = await db
    .insert(signInAttempt)
    .values({ at: now, email, address: network, device, isKnownNetwork })
    .returning({ id: signInAttempt.id });
  if (!attempt) throw new Error("The attempt to sign in was not stored");
  if (await isTooMuch(db, { ...input, isKnownNetwork })) {
    await endSignIn(db, attempt);
    throw new AppError("RATE_LIMITED", t("Too many attempts to sign in; wait a few minutes"), {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  return { id: attempt.id, isKnown: device !== null || isKnownNetwork };
}

/** Forgets a try: it succeeded, or was not looked at. */
export async function endSignIn(db: Db, input: { id: string }): Promise<void> {
  await db.delete(signInAttempt).where(eq(signInAttempt.id, input.id));
}

async function isKnown(db: Db, { email, network, now }: Attempt): Promise<boolean> {
  const [row] = await db
    .select({ lastAt: knownNetwork.lastAt })
    .from(knownNetwork)
    .innerJoin(user, eq(user.id, knownNetwork.userId))
    .where(and(eq(user.email, email), eq(knownNetwork.network, network)));
  return row !== undefined && now.getTime() - row.lastAt.getTime() < KNOWN_DAYS * DAY_MS;
}

async function isTooMuch(db: Db, input: Attempt & { isKnownNetwork: boolean }): Promise<boolean> {
  const { email, network, device, isKnownNetwork } = input;
  if (device !== null) return (await count(db, eq(signInAttempt.device, device))) > MAX_PER_DEVICE;
  const sameEmail = eq(signInAttempt.email, email);
  const sameNetwork = eq(signInAttempt.address, network);
  const ofStrangers = and(isNull(signInAttempt.device), eq(signInAttempt.isKnownNetwork, false));
  const counts = theRow(
    await db
      .select({
        both: counting(and(sameEmail, sameNetwork, isNull(signInAttempt.device))),
        network: counting(sameNetwork),
        strangers: counting(and(sameEmail, ofStrangers)),
      })
      .from(signInAttempt)
      .where(or(sameEmail, sameNetwork)),
  );
  if (counts.both > MAX_PER_EMAIL_AND_NETWORK) return true;
  return !isKnownNetwork && (counts.network > MAX_PER_NETWORK || counts.strangers > MAX_OF_STRANGERS_PER_EMAIL);
}

async function count(db: Db, condition: SQL): Promise<number> {
  return theRow(await db.select({ count: counting(condition) }).from(signInAttempt)).count;
}

function counting(condition: SQL | undefined) {
  return sql`count(*) filter (where ${condition})`.mapWith(Number);
}
