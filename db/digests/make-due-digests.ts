import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { DIGEST_MAIL } from "@/lib/contract/mail";
import { type DigestCadence, type DigestPeriod, latestDigestPeriod } from "@/lib/domain/digests/digest-period";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { queueMails } from "../mail/queue-mails";
import { digest, digestSubscription } from "../schema/digests";
import { mailOutbox } from "../schema/mail";
import { user } from "../schema/users";
import { readDigest } from "./read-digest";

type Due = { key: string; cadence: DigestCadence; zone: string; period: DigestPeriod };

type ChosenDigest = { cadence: DigestCadence; zone: string };
type DueInput = { now: Date; retention: Retention };
type MakeInput = DueInput & {
  /** What went wrong with the digest of one zone: it is tried again at the next call, and holds up no other. */
  onFailure?: (error: unknown, choice: ChosenDigest) => void;
};

/**
 * Makes the digests that are due, one for each zone that somebody chose, and queues them for whoever was subscribed by then, also those
 * made before for whoever chose their zone since; returns how many were made. What was missed longer ago than the latest period is not made up for.
 *
 * A digest and its mails are written in one transaction, and its key once: a leader that is killed, or a second one, sends nothing twice.
 */
export async function makeDueDigests(db: Db, { now, retention, onFailure }: MakeInput): Promise<number> {
  const chosen = await db
    .selectDistinct({ cadence: digestSubscription.cadence, zone: digestSubscription.zone })
    .from(digestSubscription)
    .where(isNull(digestSubscription.removedAt));
  let made = 0;
  for (const choice of chosen) {
    try {
      if (await makeDueDigest(db, { ...choice, now, retention })) made++;
    } catch (error) {
      onFailure?.(error, choice);
    }
  }
  return made;
}

async function makeDueDigest(db: Db, { cadence, zone, now, retention }: ChosenDigest & DueInput): Promise<boolean> {
  const period = latestDigestPeriod(cadence, zone, now);
  const due = { key: [cadence, zone, period.firstDate].join(":"), cadence, zone, period };
  const [known] = await db.select({ id: digest.id }).from(digest).where(eq(digest.key, due.key));
  if (known) {
    await db.transaction((tx) => queueMissing(tx, { due, digestId: known.id, now }));
    return false;
  }
  if ((await recipientsOf(db, due)).length === 0) return false;
  const content = await readDigest(db, { ...due, now, retention });
  return storeDigest(db, { due, content, now });
}

type StoreInput = { due: Due; content: Awaited<ReturnType<typeof readDigest>>; now: Date };

function storeDigest(db: Db, { due, content, now }: StoreInput): Promise<boolean> {
  const { key, cadence, zone, period } = due;
  const { from, to } = period.window;
  return db.transaction(async (tx) => {
    const [stored] = await tx
      .insert(digest)
      .values({ key, cadence, zone, from, to, content, madeAt: now })
      .onConflictDoNothing({ target: digest.key })
      .returning();
    if (!stored) return false;
    await queueMissing(tx, { due, digestId: stored.id, now });
    return true;
  });
}

/** Queues a digest for those who were sent none of its period, such as whoever chose this zone after it was made. */
async function queueMissing(tx: Db, { due, digestId, now }: { due: Due; digestId: number; now: Date }): Promise<void> {
  const { cadence, period } = due;
  const mails = (await recipientsOf(tx, due)).map(({ id, recipient }) => ({
    ...({ kind: DIGEST_MAIL, details: { digest: digestId, subscription: id } } as const),
    recipient,
    // Without the zone: whoever chose another one since gets no second one of the same period.
    key: [DIGEST_MAIL, cadence, period.firstDate, recipient].join(":"),
  }));
  const keys = mails.map(({ key }) => key);
  const queued = await tx.select({ key: mailOutbox.key }).from(mailOutbox).where(inArray(mailOutbox.key, keys));
  const missing = mails.filter(({ key }) => !queued.some((one) => one.key === key));
  await queueMails(tx, missing, now);
}

/** Whoever was subscribed when it was due. Who unsubscribes meanwhile does so after this, together with the mail to them. */
async function recipientsOf(db: Db, { cadence, zone, period }: Due): Promise<{ id: number; recipient: string }[]> {
  const rows = await db
    .select({ id: digestSubscription.id, address: digestSubscription.address, email: user.email, banned: user.banned })
    .from(digestSubscription)
    // Also whose address it is: one that an admin added may be a user's.
    .leftJoin(user, or(eq(user.id, digestSubscription.userId), eq(user.email, digestSubscription.address)))
    .where(
      and(
        ...[eq(digestSubscription.cadence, cadence), eq(digestSubscription.zone, zone)],
        ...[isNull(digestSubscription.removedAt), lte(digestSubscription.addedAt, period.dueAt)],
      ),
    )
    .orderBy(digestSubscription.id)
    .for("share", { of: digestSubscription });
  return rows.flatMap(({ id, address, email, banned }) => {
    const recipient = address ?? email;
    return recipient === null || banned === true ? [] : [{ id, recipient }];
  });
}
