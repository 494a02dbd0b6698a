import type { Tone } from "@/components/ui/tone";
import type { Delivery } from "@/lib/contract/statement-recipients";
import { monthName } from "./describe-month";

export const DELIVERY_LABELS: Readonly<Record<Delivery["state"], string>> = {
  waiting: "Waiting",
  sending: "Sending",
  sent: "Sent",
  retrying: "Failed, will be tried again",
  failed: "Failed",
};
export const DELIVERY_TONES: Readonly<Record<Delivery["state"], Tone>> = {
  waiting: "neutral",
  sending: "neutral",
  sent: "good",
  retrying: "warn",
  failed: "bad",
};

/** "March 2026", or what else a mail is about. */
export function describeMail({ month }: Pick<Delivery, "month">): string {
  return month === null ? "Test" : monthName(month);
}
