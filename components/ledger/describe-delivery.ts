import type { Delivery } from "@/lib/contract/statement-recipients";
import { t } from "@/lib/messages/translate";
import { monthName } from "./describe-month";

/** "March 2026", or what else a mail is about. */
export function describeMail({ month }: Pick<Delivery, "month">): string {
  return month === null ? t("Test") : monthName(month);
}

/** Which mail did not arrive, and why. */
export function describeFailed(delivery: Delivery): string {
  const values = { mail: describeMail(delivery), recipient: delivery.recipient, error: delivery.error ?? "" };
  return delivery.state === "retrying"
    ? t("{mail} did not reach {recipient}: {error}. It will be tried again", values)
    : t("{mail} did not reach {recipient}: {error}", values);
}
