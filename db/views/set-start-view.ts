import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { savedView, startView } from "../schema/views";
import { isSeenBy, noView, type ViewUser } from "./view-rights";

type StartInput = { id: number; user: ViewUser; now: Date };

/** Has a user start with a view that they see, in place of any other; NOT_FOUND for any other view. */
export function startWithView(db: Db, { id, user, now }: StartInput): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select({ name: savedView.name })
      .from(savedView)
      .where(and(eq(savedView.id, id), isSeenBy(user.id)))
      .for("share");
    if (!row) throw noView(id);
    await tx
      .insert(startView)
      .values({ userId: user.id, viewId: id })
      .onConflictDoUpdate({ target: startView.userId, set: { viewId: id } });
    await recordAudit(tx, { actor: user.email, action: "view.start", subject: row.name, after: { id }, now });
  });
}

/** Has a user start with the overview again, where they started with this view; else nothing changes. */
export function startWithOverview(db: Db, { id, user, now }: StartInput): Promise<void> {
  return db.transaction(async (tx) => {
    const ended = await tx
      .delete(startView)
      .where(and(eq(startView.userId, user.id), eq(startView.viewId, id)))
      .returning();
    if (ended.length === 0) return;
    await recordAudit(tx, { actor: user.email, action: "view.start_end", subject: String(id), before: { id }, now });
  });
}
