import { asc, desc, eq, isNull } from "drizzle-orm";
import { alertMessageSchema } from "@/lib/contract/alert-message";
import type { Channels, Delivery } from "@/lib/contract/channels";
import { messageTitle } from "@/lib/domain/alerts/message-text";
import { deliveryState } from "@/lib/domain/delivery-state";
import type { Db } from "../client";
import { alertChannel, alertDelivery } from "../schema/alerts";
import { isKnownKind, toChannel } from "./channel-row";

const DELIVERIES_MAX = 100;

/** The channels by name, those that cannot be read apart, and the latest deliveries of any, also of those that were deleted. */
export async function listChannels(db: Db): Promise<Pick<Channels, "channels" | "unreadable" | "deliveries">> {
  const channels = await db
    .select()
    .from(alertChannel)
    .where(isNull(alertChannel.deletedAt))
    .orderBy(asc(alertChannel.name), asc(alertChannel.id));
  const deliveries = await db
    .select({ delivery: alertDelivery, name: alertChannel.name })
    .from(alertDelivery)
    .innerJoin(alertChannel, eq(alertChannel.id, alertDelivery.channelId))
    .orderBy(desc(alertDelivery.id))
    .limit(DELIVERIES_MAX);
  return {
    channels: channels.filter(isKnownKind).map(toChannel),
    unreadable: channels.filter((row) => !isKnownKind(row)).map(({ id, name, kind }) => ({ id, name, kind })),
    deliveries: deliveries.flatMap(({ delivery, name }) => toDelivery(delivery, name) ?? []),
  };
}

type DeliveryRow = typeof alertDelivery.$inferSelect;

/** Null where it cannot be read; its channel says that one could not be sent. */
function toDelivery(row: DeliveryRow, channel: string): Delivery | null {
  const { data: message } = alertMessageSchema.safeParse(row.message);
  if (!message) return null;
  return {
    ...{ id: row.id, message_id: row.messageId, channel_id: row.channelId, channel, event: message.event },
    ...{ subject: messageTitle(message), state: deliveryState(row), tries: row.tries, error: row.error },
    ...{ queued_at: row.queuedAt.toISOString(), sent_at: row.sentAt?.toISOString() ?? null },
    next_try_at: row.endedAt === null ? null : (row.tryAt?.toISOString() ?? null),
  };
}
