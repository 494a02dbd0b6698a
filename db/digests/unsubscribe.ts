import { and, eq, sql } from "drizzle-orm";
import type { Subscription } from "@/lib/contract/digests";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { digestSubscription } from "../schema/digests";
import { user } from "../schema/users";
import { endSubscription } from "./end-subscription";

/**
 * Ends a subscription by the link of a digest, and any other of the same cadence that leads to the same address; a second time does nothing.
 * NOT_FOUND of one that never was.
 */
export async function unsubscribe(
  db: Db,
  { id, now }: { id: number; now: Date },
): Promise<Pick<Subscription, "cadence" | "address">> {
  const [found] = await db
    .select({ row: digestSubscription, email: user.email })
    .from(digestSubscription)
    .leftJoin(user, eq(user.id, digestSubscription.userId))
    .where(eq(digestSubscription.id, id));
  if (!found) throw new AppError("NOT_FOUND", t("There is no such subscription any more"));
  const { cadence } = found.row;
  const address = found.row.address ?? found.email ?? "";
  if (found.row.removedAt !== null) return { cadence, address };
  const alike = await db
    .select({ id: digestSubscription.id })
    .from(digestSubscription)
    .leftJoin(user, eq(user.id, digestSubscription.userId))
    .where(
      and(
        eq(digestSubscription.cadence, cadence),
        eq(sql`coalesce(${digestSubscription.address}, ${user.email})`, address),
      ),
    );
  await db.transaction(async (tx) => {
    for (const one of alike) await endSubscription(tx, { id: one.id, actor: "recipient", now });
  });
  return { cadence, address };
}
