import type { Delivery } from "@/lib/contract/statement-recipients";
import { monthName } from "./describe-month";

/** "March 2026", or what else a mail is about. */
export function describeMail({ month }: Pick<Delivery, "month">): string {
  return month === null ? "Test" : monthName(month);
}
