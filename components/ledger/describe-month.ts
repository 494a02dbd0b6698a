import type { SinceClose } from "@/lib/contract/months";
import { displayPicoUsdChange } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";

/** "March 2026" */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(currentLocale(), {
    ...{ month: "long", year: "numeric", timeZone: "UTC" },
  });
}

/** What came in after a month was closed, "+$3.00, 2 attempts"; "nothing" of nothing. */
export function describeSince(since: SinceClose): string {
  if (since === null) return t("not known any more");
  const pico = parseUsd(since.cost_usd) ?? 0n;
  const counts = [
    signed(since.attempts, (count) => t("{count, plural, one {# attempt} other {# attempts}}", { count })),
    signed(since.usage_records, (count) =>
      t("{count, plural, one {# usage record} other {# usage records}}", { count }),
    ),
    signed(since.unpriced_attempts, (count) =>
      t("{count, plural, one {# unpriced attempt} other {# unpriced attempts}}", { count }),
    ),
  ].filter((text) => text !== null);
  if (pico === 0n && counts.length === 0) return t("nothing");
  return [displayPicoUsdChange(pico), ...counts].join(", ");
}

function signed(count: number, text: (size: number) => string): string | null {
  return count === 0 ? null : `${count > 0 ? "" : "−"}${text(Math.abs(count))}`;
}
