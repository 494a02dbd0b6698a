import { eq } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { upstream } from "../schema/upstreams";
import { lockUpstream } from "./lock-upstream";
import { notifyUpstreams } from "./notify-upstreams";
import { auditedUpstream } from "./upstream-row";

type DeleteInput = { id: number; baseVersion: number; actor: string; now: Date };

/** Deletes an upstream with its key. NOT_FOUND, or PRECONDITION_FAILED where somebody changed it since. */
export function deleteUpstream(db: Db, { id, baseVersion, actor, now }: DeleteInput): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockUpstream(tx, id);
    if (row.version !== baseVersion) {
      throw staleEdit(t("The upstream {name}", { name: row.name }), row.version, baseVersion);
    }
    await tx.delete(upstream).where(eq(upstream.id, id));
    await recordAudit(tx, { actor, action: "upstream.delete", subject: row.name, before: auditedUpstream(row), now });
    await notifyUpstreams(tx);
  });
}
