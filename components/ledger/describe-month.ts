import type { SinceClose } from "@/lib/contract/months";
import { displayPicoUsdChange, formatWhole } from "@/lib/domain/format";
import { parseUsd } from "@/lib/domain/pricing/usd";

const NAME = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

/** "March 2026" */
export function monthName(month: string): string {
  return NAME.format(new Date(`${month}-01T00:00:00Z`));
}

/** What came in after a month was closed, "+$3.00, 2 attempts"; "nothing" of nothing. */
export function describeSince(since: SinceClose): string {
  if (since === null) return "not known any more";
  const pico = parseUsd(since.cost_usd) ?? 0n;
  const counts = [
    count(since.attempts, "attempt"),
    count(since.usage_records, "usage record"),
    count(since.unpriced_attempts, "unpriced attempt"),
  ].filter((text) => text !== null);
  if (pico === 0n && counts.length === 0) return "nothing";
  return [displayPicoUsdChange(pico), ...counts].join(", ");
}

function count(n: number, one: string): string | null {
  if (n === 0) return null;
  return `${n > 0 ? "" : "−"}${formatWhole(Math.abs(n))} ${one}${Math.abs(n) === 1 ? "" : "s"}`;
}
