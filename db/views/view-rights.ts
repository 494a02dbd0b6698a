import { and, eq, isNull, or } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Role } from "@/lib/contract/users";
import { mayShareViews } from "@/lib/contract/views";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { savedView } from "../schema/views";
import type { ViewRow } from "./view-row";

/** Who reads and changes views. */
export type ViewUser = { id: string; email: string; role: Role };

/** The views that somebody sees: their own, and those that are shared. */
export function isSeenBy(userId: string) {
  return and(isNull(savedView.deletedAt), or(eq(savedView.ownerId, userId), eq(savedView.isShared, true)));
}

/**
 * A view that nobody else changes before the transaction ends.
 *
 * NOT_FOUND also for what is another's own; FORBIDDEN where it is shared and their role changes nothing.
 */
export async function lockView(tx: Db, { id, user }: { id: number; user: ViewUser }): Promise<ViewRow> {
  const [row] = await tx
    .select()
    .from(savedView)
    .where(and(eq(savedView.id, id), isSeenBy(user.id)))
    .for("update");
  if (!row) throw noView(id);
  if (row.isShared) refuseToShare(user);
  return row;
}

/** FORBIDDEN for a role that may not change what others see. */
export function refuseToShare(user: ViewUser): void {
  if (mayShareViews(user.role)) return;
  throw new AppError("FORBIDDEN", t("Sharing a view and changing a shared one needs the role finance or admin"));
}

export function noView(id: number): AppError {
  return new AppError("NOT_FOUND", t("There is no view {id}", { id }));
}
