export const DELIVERY_STATES = ["waiting", "sending", "sent", "retrying", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What an outbox knows of a message; `tryAt` is when it is tried next, null where it never is again. */
export type Delivering = {
  sentAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  tryAt: Date | null;
  tries: number;
};

/** How far a message of an outbox has come. */
export function deliveryState({ sentAt, startedAt, endedAt, tryAt, tries }: Delivering): DeliveryState {
  if (sentAt !== null) return "sent";
  if (startedAt !== null && endedAt === null) return "sending";
  if (tryAt === null) return "failed";
  return tries === 0 ? "waiting" : "retrying";
}
