import { eq, isNull, sql } from "drizzle-orm";
import { type DigestChoice, SUBSCRIPTIONS_MAX, type Subscription } from "@/lib/contract/digests";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { LOCKS } from "../advisory-locks";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { user } from "../schema/users";
import { theRow } from "../the-row";
import { auditOf, toSubscription } from "./digest-row";

type AddInput = { choice: DigestChoice; address: string; actor: string; now: Date };

/** Adds an address to those that get a digest. CONFLICT where it is on it, also as a user's own; UNPROCESSABLE beyond SUBSCRIPTIONS_MAX. */
export function addSubscription(
  db: Db,
  { choice: { cadence, tz }, address, actor, now }: AddInput,
): Promise<Subscription> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.digests})`);
    const listed = await tx
      .select({ row: digestSubscription, email: user.email })
      .from(digestSubscription)
      .leftJoin(user, eq(user.id, digestSubscription.userId))
      .where(isNull(digestSubscription.removedAt));
    if (listed.some(({ row, email }) => row.cadence === cadence && (row.address ?? email) === address)) {
      const message = t("This address gets the {cadence, select, weekly {weekly} other {monthly}} digest already", {
        cadence,
      });
      throw new AppError("CONFLICT", message, { fields: { address: [message] } });
    }
    if (listed.length >= SUBSCRIPTIONS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} subscriptions, and no more may be", { n: listed.length }));
    }
    const values = { cadence, zone: tz, address, addedAt: now, addedBy: actor };
    const row = theRow(await tx.insert(digestSubscription).values(values).returning());
    const { subject, seen } = auditOf(row);
    await recordAudit(tx, { actor, action: "digest.subscribe", subject, after: seen, now });
    return toSubscription(row, { email: null, now });
  });
}
