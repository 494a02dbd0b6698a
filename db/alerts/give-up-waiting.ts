import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "../client";
import { alertDelivery } from "../schema/alerts";

type GiveUpInput = { channelId: number; reason: string; now: Date };

/** Gives up what waits to be sent to a channel. */
export async function giveUpWaiting(tx: Db, { channelId, reason, now }: GiveUpInput): Promise<void> {
  await tx
    .update(alertDelivery)
    .set({ tryAt: null, endedAt: now, error: reason })
    .where(and(eq(alertDelivery.channelId, channelId), isNull(alertDelivery.sentAt), isNotNull(alertDelivery.tryAt)));
}
