import type { DeliveryState } from "@/lib/domain/delivery-state";
import { type Message, message, t } from "@/lib/messages/translate";
import { Pill } from "./pill";
import type { Tone } from "./tone";

export const DELIVERY_LABELS: Readonly<Record<DeliveryState, Message>> = {
  waiting: message("Waiting"),
  sending: message("Sending"),
  sent: message("Sent"),
  retrying: message("Failed, will be tried again"),
  failed: message("Failed"),
};
const TONES: Readonly<Record<DeliveryState, Tone>> = {
  waiting: "neutral",
  sending: "neutral",
  sent: "good",
  retrying: "warn",
  failed: "bad",
};

/** How far a message of an outbox has come. */
export function DeliveryPill({ state }: { state: DeliveryState }) {
  return <Pill tone={TONES[state]}>{t(DELIVERY_LABELS[state])}</Pill>;
}
