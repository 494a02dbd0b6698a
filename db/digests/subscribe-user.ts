import { and, eq, isNull, sql } from "drizzle-orm";
import type { DigestChoice, Subscription } from "@/lib/contract/digests";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { theRow } from "../the-row";
import { auditOf, toSubscription } from "./digest-row";

type SubscribeInput = { choice: DigestChoice; userId: string; actor: string; now: Date };

/** Subscribes a user; where they are subscribed already, the zone becomes the one that is asked for now. */
export function subscribeUser(
  db: Db,
  { choice: { cadence, tz }, userId, actor, now }: SubscribeInput,
): Promise<Subscription> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.digests})`);
    const isOwn = and(
      ...[eq(digestSubscription.userId, userId), eq(digestSubscription.cadence, cadence)],
      isNull(digestSubscription.removedAt),
    );
    const [before] = await tx.select().from(digestSubscription).where(isOwn);
    const values = { cadence, zone: tz, userId, addedAt: now, addedBy: actor };
    const row = theRow(
      before
        ? await tx.update(digestSubscription).set({ zone: tz }).where(isOwn).returning()
        : await tx.insert(digestSubscription).values(values).returning(),
    );
    const { subject, seen } = auditOf(row);
    const former = before ? auditOf(before).seen : null;
    await recordAudit(tx, { actor, action: "digest.subscribe", subject, before: former, after: seen, now });
    return toSubscription(row, { email: actor, now });
  });
}
