import { eq, sql } from "drizzle-orm";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { alertChannel } from "../schema/alerts";
import { auditedChannel } from "./channel-row";
import { giveUpWaiting } from "./give-up-waiting";
import { lockChannel } from "./lock-channel";

type DeleteInput = { id: number; baseVersion: number; actor: string; now: Date };

/**
 * Deletes a channel with its secrets: what waits is not sent, and rules no longer name it.
 *
 * NOT_FOUND, or PRECONDITION_FAILED where somebody changed it since.
 */
export function deleteChannel(db: Db, { id, baseVersion, actor, now }: DeleteInput): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockChannel(tx, id);
    if (row.version !== baseVersion)
      throw staleEdit(t("The channel {name}", { name: row.name }), row.version, baseVersion);
    await tx
      .update(alertChannel)
      .set({ deletedAt: now, sealed: null, isEnabled: false })
      .where(eq(alertChannel.id, id));
    await giveUpWaiting(tx, { channelId: id, reason: "The channel was deleted", now });
    await tx.execute(sql`
      update alert_rule set channels = array_remove(channels, ${id}::integer), version = version + 1,
        updated_at = ${now.toISOString()}::timestamptz, updated_by = ${actor}
      where ${id}::integer = any(channels) and deleted_at is null`);
    const before = auditedChannel(row);
    await recordAudit(tx, { actor, action: "alert_channel.delete", subject: row.name, before, now });
  });
}
