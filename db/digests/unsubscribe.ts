import { eq } from "drizzle-orm";
import type { Subscription } from "@/lib/contract/digests";
import { AppError } from "@/lib/contract/error";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { user } from "../schema/users";
import { endSubscription } from "./end-subscription";

/** Ends a subscription by the link of a digest; a second time does nothing. NOT_FOUND of one that never was. */
export async function unsubscribe(
  db: Db,
  { id, now }: { id: number; now: Date },
): Promise<Pick<Subscription, "cadence" | "address">> {
  const [found] = await db
    .select({ row: digestSubscription, email: user.email })
    .from(digestSubscription)
    .leftJoin(user, eq(user.id, digestSubscription.userId))
    .where(eq(digestSubscription.id, id));
  if (!found) throw new AppError("NOT_FOUND", "There is no such subscription any more");
  await endSubscription(db, { id, actor: "recipient", now });
  return { cadence: found.row.cadence, address: found.row.address ?? found.email ?? "" };
}
