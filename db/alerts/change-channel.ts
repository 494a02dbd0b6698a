import { eq } from "drizzle-orm";
import type { Channel } from "@/lib/contract/channels";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { staleEdit } from "../policies/stale-edit";
import { alertChannel } from "../schema/alerts";
import { theRow } from "../the-row";
import { auditedChannel, type ChannelRow, toChannel } from "./channel-row";
import type { StoredTarget } from "./create-channel";
import { giveUpWaiting } from "./give-up-waiting";
import { lockChannel } from "./lock-channel";

type ChangeInput = {
  id: number;
  change: { name?: string; isEnabled?: boolean };
  /** Where it leads to now, from what is stored; undefined leaves it. */
  retarget: (row: ChannelRow) => StoredTarget | undefined;
  baseVersion: number;
  actor: string;
  now: Date;
};

/** Changes a channel. NOT_FOUND; PRECONDITION_FAILED where somebody changed it since; whatever `retarget` throws. */
export function changeChannel(db: Db, input: ChangeInput): Promise<Channel> {
  const { id, change, retarget, baseVersion, actor, now } = input;
  return db.transaction(async (tx) => {
    const row = await lockChannel(tx, id);
    if (row.version !== baseVersion)
      throw staleEdit(t("The channel {name}", { name: row.name }), row.version, baseVersion);
    const values = { ...change, ...retarget(row), version: row.version + 1, updatedAt: now, updatedBy: actor };
    // What was queued while it was being switched off is not sent much later either.
    if (change.isEnabled === false || (change.isEnabled && !row.isEnabled)) {
      await giveUpWaiting(tx, { channelId: id, reason: "The channel was switched off", now });
    }
    const after = theRow(await tx.update(alertChannel).set(values).where(eq(alertChannel.id, id)).returning());
    await recordAudit(tx, {
      ...{ actor, action: "alert_channel.change", subject: after.name, now },
      ...{ before: auditedChannel(row), after: auditedChannel(after) },
    });
    return toChannel(after);
  });
}
