import type { Attempts } from "@/lib/contract/attempts";
import { formatInstant, formatWhole } from "@/lib/domain/format";

/** How many attempts are selected: exactly where it is known, else more than those shown. */
export function describeCount(count: { total: number | null; shown: number; hasMore: boolean }): string {
  const { total, shown, hasMore } = count;
  if (!hasMore) return `${formatWhole(shown)} attempts`;
  return total === null
    ? `more than ${formatWhole(shown)} attempts`
    : `${formatWhole(shown)} of ${formatWhole(total)} attempts`;
}

/** Why a page ends before the selection does. */
export function describePartial(
  { searched_until, order }: Pick<Attempts, "searched_until" | "order">,
  zone: string,
): string {
  if (searched_until === null)
    return "The search took its time and found few: search on to see what comes after these.";
  const word = order === "desc" ? "back to" : "up to";
  return `Searched ${word} ${formatInstant(searched_until, zone, "minute")}: few attempts match, so search on or narrow the range.`;
}
