import { and, asc, eq, isNull } from "drizzle-orm";
import type { Subscription } from "@/lib/contract/digests";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { user } from "../schema/users";
import { toSubscription } from "./digest-row";

/** The subscriptions to digests, oldest first; those of one user, or all. */
export async function listSubscriptions(
  db: Db,
  { userId, now }: { userId?: string; now: Date },
): Promise<Subscription[]> {
  const isTheirs = userId === undefined ? undefined : eq(digestSubscription.userId, userId);
  const rows = await db
    .select({ row: digestSubscription, email: user.email })
    .from(digestSubscription)
    .leftJoin(user, eq(user.id, digestSubscription.userId))
    .where(and(isNull(digestSubscription.removedAt), isTheirs))
    .orderBy(asc(digestSubscription.id));
  return rows.map(({ row, email }) => toSubscription(row, { email, now }));
}
