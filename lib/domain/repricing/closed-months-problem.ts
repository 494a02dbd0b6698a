import { t } from "@/lib/messages/translate";

/** Why a range that touches these months ("2026-10") is not priced anew. */
export function closedMonthsProblem(months: readonly { month: string }[]): string {
  const names = months.map(({ month }) => month).join(", ");
  return months.length === 1
    ? t("{months} is closed: what was signed does not change. Choose a range outside it", { months: names })
    : t("{months} are closed: what was signed does not change. Choose a range outside them", { months: names });
}
