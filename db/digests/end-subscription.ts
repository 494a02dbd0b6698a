import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { DIGEST_MAIL } from "@/lib/contract/mail";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { mailOutbox } from "../schema/mail";
import { auditOf, type SubscriptionRow } from "./digest-row";

export type EndInput = {
  id: number;
  /** Where it must be one of their own. */
  userId?: string;
  actor: string;
  now: Date;
};

/** Ends a subscription, and takes what still waits to be sent of it out of the outbox; null where there is none. */
export function endSubscription(db: Db, { id, userId, actor, now }: EndInput): Promise<SubscriptionRow | null> {
  return db.transaction(async (tx) => {
    const isOwn = userId === undefined ? undefined : eq(digestSubscription.userId, userId);
    const [row] = await tx
      .update(digestSubscription)
      .set({ removedAt: now, removedBy: actor })
      .where(and(eq(digestSubscription.id, id), isNull(digestSubscription.removedAt), isOwn))
      .returning();
    if (!row) return null;
    const isOfIt = sql`${mailOutbox.details} @> jsonb_build_object('subscription', ${id}::int)`;
    await tx.delete(mailOutbox).where(and(eq(mailOutbox.kind, DIGEST_MAIL), isNotNull(mailOutbox.tryAt), isOfIt));
    const { subject, seen } = auditOf(row);
    await recordAudit(tx, { actor, action: "digest.unsubscribe", subject, before: seen, now });
    return row;
  });
}
