import { and, count, eq, gt, sql } from "drizzle-orm";
import type { DigestContent } from "@/lib/contract/digest-content";
import { AppError } from "@/lib/contract/error";
import { DIGEST_MAIL } from "@/lib/contract/mail";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { queueMails } from "../mail/queue-mails";
import { digest } from "../schema/digests";
import { theRow } from "../the-row";

const SENT_MAX = 5;
const SENT_WITHIN_MS = 10 * MINUTE_MS;

type SendInput = {
  /** Not called of who asked too often. */
  read: () => Promise<DigestContent>;
  recipient: string;
  actor: string;
  now: Date;
};

/** Queues a digest for whoever asked for it now. RATE_LIMITED beyond five in ten minutes. */
export async function sendDigestOnce(db: Db, { read, recipient, actor, now }: SendInput): Promise<void> {
  await requireFew(db, { actor, now });
  const content = await read();
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.digests})`);
    // Others may have been asked for meanwhile.
    await requireFew(tx, { actor, now });
    const { cadence, tz: zone, from, to } = content;
    const key = `asked:${crypto.randomUUID()}`;
    const span = { from: new Date(from), to: new Date(to) };
    const values = { key, cadence, zone, ...span, content, madeAt: now, askedBy: actor };
    const { id } = theRow(await tx.insert(digest).values(values).returning());
    const mail = { kind: DIGEST_MAIL, details: { digest: id, subscription: null } } as const;
    await queueMails(tx, [{ ...mail, key: `${DIGEST_MAIL}:${key}`, recipient }], now);
    await recordAudit(tx, {
      actor,
      action: "digest.send",
      subject: `digest ${id}`,
      after: { cadence, zone, from, to },
      now,
    });
  });
}

async function requireFew(db: Db, { actor, now }: Pick<SendInput, "actor" | "now">): Promise<void> {
  const since = new Date(now.getTime() - SENT_WITHIN_MS);
  const isRecent = and(eq(digest.askedBy, actor), gt(digest.madeAt, since));
  const { n } = theRow(await db.select({ n: count() }).from(digest).where(isRecent));
  if (n < SENT_MAX) return;
  const message = t("You asked for {n} digests within ten minutes, and no more may be", { n });
  throw new AppError("RATE_LIMITED", message, { retryAfterSeconds: SENT_WITHIN_MS / SECOND_MS });
}
