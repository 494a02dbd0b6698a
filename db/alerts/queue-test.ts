import type { AlertMessage } from "@/lib/contract/alert-message";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { alertDelivery } from "../schema/alerts";
import { lockChannel } from "./lock-channel";

/** Queues a test of a channel, which is tried once. NOT_FOUND; UNPROCESSABLE where it is switched off. */
export function queueTest(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<void> {
  return db.transaction(async (tx) => {
    const row = await lockChannel(tx, id);
    if (!row.isEnabled)
      throw new AppError("UNPROCESSABLE", t("The channel {name} is switched off", { name: row.name }));
    const at = now.toISOString();
    const message: AlertMessage = {
      ...{ event: "test", at, rule: null, alerts: [], firing: 0, asked_by: actor },
    };
    const values = (row.recipients ?? [null]).map((recipient) => ({
      ...{ key: [id, recipient ?? "", "test", at].join(":"), sequenceKey: [id, recipient ?? "", "test", at].join(":") },
      ...{ channelId: id, recipient, message, eventIds: [], queuedAt: now, tryAt: now },
    }));
    await tx.insert(alertDelivery).values(values).onConflictDoNothing();
    await recordAudit(tx, { actor, action: "alert_channel.test", subject: row.name, now });
  });
}
