import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { DigestChoice, Subscription } from "@/lib/contract/digests";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { user } from "../schema/users";
import { theRow } from "../the-row";
import { auditOf, toSubscription } from "./digest-row";
import { endSubscription } from "./end-subscription";

type SubscribeInput = { choice: DigestChoice; userId: string; actor: string; now: Date };

/**
 * Subscribes a user; where they are subscribed already, the zone becomes the one that is asked for now. A subscription of their address
 * that somebody else added becomes their own, so that one ending ends all.
 */
export function subscribeUser(
  db: Db,
  { choice: { cadence, tz }, userId, actor, now }: SubscribeInput,
): Promise<Subscription> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.digests})`);
    const { email } = theRow(await tx.select({ email: user.email }).from(user).where(eq(user.id, userId)));
    const listed = await tx
      .select()
      .from(digestSubscription)
      .where(
        and(
          ...[eq(digestSubscription.cadence, cadence), isNull(digestSubscription.removedAt)],
          or(eq(digestSubscription.userId, userId), eq(digestSubscription.address, email)),
        ),
      );
    const before = listed.find((row) => row.userId === userId) ?? listed[0];
    for (const { id } of listed.filter((row) => row !== before)) await endSubscription(tx, { id, actor, now });
    const values = { cadence, zone: tz, userId, addedAt: now, addedBy: actor };
    const isBefore = before && eq(digestSubscription.id, before.id);
    const row = theRow(
      isBefore
        ? await tx.update(digestSubscription).set({ zone: tz, userId, address: null }).where(isBefore).returning()
        : await tx.insert(digestSubscription).values(values).returning(),
    );
    const { subject, seen } = auditOf(row);
    const former = before ? auditOf(before).seen : null;
    await recordAudit(tx, { actor, action: "digest.subscribe", subject, before: former, after: seen, now });
    return toSubscription(row, { email, now });
  });
}
