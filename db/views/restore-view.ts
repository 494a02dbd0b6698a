import { and, eq, gte, or } from "drizzle-orm";
import type { View } from "@/lib/contract/views";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { savedView } from "../schema/views";
import { readStartId } from "./list-views";
import { makeRoom, RESTORABLE_MS, refusingSameName } from "./view-limits";
import { noView, refuseToShare, type ViewUser } from "./view-rights";
import { auditedView, toView } from "./view-row";

/**
 * Brings back, as it was, a view that was deleted within a day.
 *
 * NOT_FOUND, FORBIDDEN, CONFLICT where another has its name by now, or UNPROCESSABLE beyond VIEWS_MAX of one's own.
 */
export async function restoreView(db: Db, input: { id: number; user: ViewUser; now: Date }): Promise<View> {
  const { id, user, now } = input;
  const isRestorable = and(
    eq(savedView.id, id),
    gte(savedView.deletedAt, new Date(now.getTime() - RESTORABLE_MS)),
    or(eq(savedView.ownerId, user.id), eq(savedView.isShared, true)),
  );
  const [deleted] = await db.select().from(savedView).where(isRestorable);
  if (!deleted) throw noView(id);
  if (deleted.isShared) refuseToShare(user);
  return db.transaction(async (tx) => {
    if (deleted.ownerId === user.id) await makeRoom(tx, { userId: user.id, now });
    const [row] = await refusingSameName(deleted.name, () =>
      tx.update(savedView).set({ deletedAt: null }).where(isRestorable).returning(),
    );
    if (!row) throw noView(id);
    const after = auditedView(row);
    await recordAudit(tx, { actor: user.email, action: "view.restore", subject: row.name, after, now });
    return toView(row, { userId: user.id, startId: await readStartId(tx, { userId: user.id }) });
  });
}
