import { and, count, eq, isNull, lt, or } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { isUniqueViolation } from "../database-error";
import { user } from "../schema/users";
import { savedView } from "../schema/views";
import { theRow } from "../the-row";

/** They are one list to choose from. */
export const VIEWS_MAX = 100;
/** How long a deleted view can be brought back. */
export const RESTORABLE_MS = DAY_MS;

/**
 * UNPROCESSABLE where a user has as many views as they may. Until the transaction ends nobody adds another for them.
 *
 * What was deleted too long ago to be brought back goes for good.
 */
export async function makeRoom(tx: Db, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await tx.select({ id: user.id }).from(user).where(eq(user.id, userId)).for("update");
  const isOwn = eq(savedView.ownerId, userId);
  await tx
    .delete(savedView)
    .where(and(or(isOwn, isNull(savedView.ownerId)), lt(savedView.deletedAt, new Date(now.getTime() - RESTORABLE_MS))));
  const live = and(isOwn, isNull(savedView.deletedAt));
  const { n } = theRow(await tx.select({ n: count() }).from(savedView).where(live));
  if (n < VIEWS_MAX) return;
  throw new AppError(
    "UNPROCESSABLE",
    t("You have {n} views, and no more than that are allowed: delete one first", { n }),
  );
}

/** CONFLICT where another view that the same users see has the name, in whatever case; anything else is thrown on. */
export async function refusingSameName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = t("There is already a view named {name}: choose another name, or update that one", { name });
    throw new AppError("CONFLICT", message, { fields: { name: [message] } });
  }
}
