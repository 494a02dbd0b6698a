import type { Subscription } from "@/lib/contract/digests";
import { nextDigestAt } from "@/lib/domain/digests/digest-period";
import type { digestSubscription } from "../schema/digests";

export type SubscriptionRow = typeof digestSubscription.$inferSelect;

/** A subscription as answers have it; `email` is that of the user who subscribed. */
export function toSubscription(
  row: SubscriptionRow,
  { email, now }: { email: string | null; now: Date },
): Subscription {
  const { id, cadence, zone, address, userId, addedAt, addedBy } = row;
  return {
    ...{ id, cadence, tz: zone, address: address ?? email ?? "", is_own: userId !== null },
    ...{ added_at: addedAt.toISOString(), added_by: addedBy, next_at: nextDigestAt(cadence, zone, now).toISOString() },
  };
}

/** What the audit has of a subscription: it is never deleted, so it holds no address. */
export function auditOf({ id, cadence, zone, address, userId }: SubscriptionRow) {
  const domain = address?.slice(address.lastIndexOf("@") + 1) ?? null;
  return { subject: `digest subscription ${id}`, seen: { id, cadence, zone, domain, user: userId } };
}
