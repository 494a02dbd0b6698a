import { eq } from "drizzle-orm";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";

/** Who subscribed an address: the user whose it is, or an admin. */
export async function getSubscriber(db: Db, subscription: number): Promise<"user" | "admin"> {
  const [row] = await db
    .select({ userId: digestSubscription.userId })
    .from(digestSubscription)
    .where(eq(digestSubscription.id, subscription));
  return row?.userId ? "user" : "admin";
}
