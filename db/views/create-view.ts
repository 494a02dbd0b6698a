import type { NewView, View } from "@/lib/contract/views";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { savedView } from "../schema/views";
import { theRow } from "../the-row";
import { makeRoom, refusingSameName } from "./view-limits";
import { refuseToShare, type ViewUser } from "./view-rights";
import { auditedView, toView } from "./view-row";

type CreateViewInput = { view: NewView; user: ViewUser; now: Date };

/**
 * Saves a view.
 *
 * FORBIDDEN for a shared one of a role that may not; CONFLICT where the name is taken; UNPROCESSABLE beyond VIEWS_MAX.
 */
export function createView(db: Db, { view, user, now }: CreateViewInput): Promise<View> {
  const { name, address, is_shared: isShared } = view;
  if (isShared) refuseToShare(user);
  return db.transaction(async (tx) => {
    await makeRoom(tx, { userId: user.id, now });
    const by = { createdAt: now, createdBy: user.email, updatedAt: now, updatedBy: user.email };
    const values = { ownerId: user.id, name, address, isShared, ...by };
    const row = theRow(await refusingSameName(name, () => tx.insert(savedView).values(values).returning()));
    await recordAudit(tx, { actor: user.email, action: "view.create", subject: name, after: auditedView(row), now });
    return toView(row, { userId: user.id, startId: null });
  });
}
