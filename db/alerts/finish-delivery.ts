import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { retryDelayMs } from "@/lib/domain/retry-delay";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { alertEvent } from "../schema/alert-events";
import { alertChannel, alertDelivery } from "../schema/alerts";
import type { ClaimedDelivery } from "./claim-delivery";

/** Over about four hours: an alert of yesterday is no alert. */
const TRIES_MAX = 20;
const FIRST_RETRY_MS = 10 * SECOND_MS;
const RETRY_MAX_MS = 15 * MINUTE_MS;

/** How a try went; `isFinal` where another one would end the same way, `retryMs` where the receiver says when. */
export type DeliveryResult = { isSent: true } | { isSent: false; error: string; isFinal: boolean; retryMs?: number };

type FinishInput = { claimed: ClaimedDelivery; result: DeliveryResult; now: Date; jitter?: number };

/**
 * Notes how a try went, on the delivery and its channel: a failed one is tried again ever later, unless it is final or a test.
 *
 * A delivery that counted as lost and is being sent by another meanwhile is theirs. One that was given up meanwhile, since its channel
 * was switched off, is not tried again; that it arrived after all is noted.
 */
export function finishDelivery(db: Db, { claimed, result, now, jitter = Math.random() }: FinishInput): Promise<void> {
  const { id, tries, message, channel, eventIds } = claimed;
  return db.transaction(async (tx) => {
    const isLast = message.event === "test" || tries >= TRIES_MAX;
    const own = retryDelayMs({ tries, maxMs: RETRY_MAX_MS, firstMs: FIRST_RETRY_MS, jitter });
    const values = result.isSent
      ? { sentAt: now, error: null, tryAt: null }
      : {
          error: result.error,
          tryAt: isLast || result.isFinal ? null : new Date(now.getTime() + Math.max(own, result.retryMs ?? 0)),
        };
    // Before the delivery, as whoever changes a channel does: the other way round, each would wait for the other.
    await tx.select({ id: alertChannel.id }).from(alertChannel).where(eq(alertChannel.id, channel.id)).for("update");
    const isOpen = result.isSent ? isNull(alertDelivery.sentAt) : isNotNull(alertDelivery.tryAt);
    const [mine] = await tx
      .update(alertDelivery)
      .set({ ...values, endedAt: now })
      .where(and(eq(alertDelivery.id, id), eq(alertDelivery.tries, tries), isOpen))
      .returning({ id: alertDelivery.id });
    if (!mine) return;
    await tx
      .update(alertChannel)
      .set(result.isSent ? { sentAt: now, error: null } : { failedAt: now, error: result.error })
      .where(eq(alertChannel.id, channel.id));
    if (result.isSent && eventIds.length > 0) {
      await tx
        .update(alertEvent)
        .set({ deliveredAt: now })
        .where(and(inArray(alertEvent.id, [...eventIds]), isNull(alertEvent.deliveredAt)));
    }
  });
}
