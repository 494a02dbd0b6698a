import type { DeliveryState } from "@/lib/domain/delivery-state";
import { Pill } from "./pill";
import type { Tone } from "./tone";

export const DELIVERY_LABELS: Readonly<Record<DeliveryState, string>> = {
  waiting: "Waiting",
  sending: "Sending",
  sent: "Sent",
  retrying: "Failed, will be tried again",
  failed: "Failed",
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
  return <Pill tone={TONES[state]}>{DELIVERY_LABELS[state]}</Pill>;
}
