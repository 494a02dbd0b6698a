import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { type AlertMessage, alertMessageSchema } from "@/lib/contract/alert-message";
import { CHANNEL_KINDS, type ChannelKind } from "@/lib/contract/channels";
import { MINUTE_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { alertChannel, alertDelivery } from "../schema/alerts";
import type { ChannelRow } from "./channel-row";

/** One that is not sent by then was lost with its process, and is sent again: longer than any try may take. */
const LOST_AFTER_MS = 2 * MINUTE_MS;

/** That an alert is over must not arrive before that it fires: what is about one rule goes to a channel one after the other. */
const IS_FIRST_OF_ITS_SEQUENCE = sql`not exists (
  select from alert_delivery earlier
  where earlier.sequence_key = ${alertDelivery.sequenceKey} and earlier.id < ${alertDelivery.id} and earlier.try_at is not null)`;

const UNREADABLE = "Its message or channel is not one that this version of Switchyard can read";

export type ClaimedDelivery = {
  id: number;
  messageId: string;
  tries: number;
  recipient: string | null;
  message: AlertMessage;
  eventIds: readonly number[];
  channel: Pick<ChannelRow, "id" | "name" | "sealed"> & { kind: ChannelKind };
};

/**
 * Takes a delivery that is due, if any: nobody else has it until it is finished or counts as lost.
 *
 * Those that were never tried go first, so that none waits behind a receiver that is slow. One that cannot be read is given up.
 */
export async function claimDelivery(db: Db, now: Date): Promise<ClaimedDelivery | null> {
  for (;;) {
    const taken = await db.transaction((tx) => takeDue(tx, now));
    if (taken === null || "message" in taken) return taken;
    const ofChannel = eq(alertChannel.id, taken.unreadableOf);
    await db.update(alertChannel).set({ failedAt: now, error: UNREADABLE }).where(ofChannel);
  }
}

async function takeDue(tx: Db, now: Date): Promise<ClaimedDelivery | { unreadableOf: number } | null> {
  const isOn = and(eq(alertChannel.isEnabled, true), isNull(alertChannel.deletedAt));
  const [due] = await tx
    .select({ delivery: alertDelivery, channel: alertChannel })
    .from(alertDelivery)
    .innerJoin(alertChannel, eq(alertChannel.id, alertDelivery.channelId))
    .where(and(lte(alertDelivery.tryAt, now), isOn, IS_FIRST_OF_ITS_SEQUENCE))
    .orderBy(asc(alertDelivery.tries), asc(alertDelivery.tryAt), asc(alertDelivery.id))
    .limit(1)
    .for("update", { of: alertDelivery, skipLocked: true });
  if (!due) return null;
  const { delivery, channel } = due;
  const tries = delivery.tries + 1;
  const message = alertMessageSchema.safeParse(delivery.message);
  const kind = CHANNEL_KINDS.find((one) => one === channel.kind);
  const mine = eq(alertDelivery.id, delivery.id);
  if (!message.success || !kind) {
    await tx.update(alertDelivery).set({ tries, tryAt: null, endedAt: now, error: UNREADABLE }).where(mine);
    return { unreadableOf: channel.id };
  }
  await tx
    .update(alertDelivery)
    .set({ tries, tryAt: new Date(now.getTime() + LOST_AFTER_MS), startedAt: now, endedAt: null, error: null })
    .where(mine);
  const { id, name, sealed } = channel;
  return {
    ...{ id: delivery.id, messageId: delivery.messageId, tries, recipient: delivery.recipient },
    ...{ message: message.data, eventIds: delivery.eventIds, channel: { id, name, sealed, kind } },
  };
}
