import type { Attempts } from "@/lib/contract/attempts";
import { formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** How many attempts are selected: exactly where it is known, else more than those shown. */
export function describeCount(count: { total: number | null; shown: number; hasMore: boolean }): string {
  const { total, shown, hasMore } = count;
  if (!hasMore) return t("{shown} attempts", { shown: formatWhole(shown) });
  return total === null
    ? t("more than {shown} attempts", { shown: formatWhole(shown) })
    : t("{shown} of {total} attempts", { shown: formatWhole(shown), total: formatWhole(total) });
}

/** Why a page ends before the selection does. */
export function describePartial(
  { searched_until, order }: Pick<Attempts, "searched_until" | "order">,
  zone: string,
): string {
  if (searched_until === null)
    return t("The search took its time and found few: search on to see what comes after these.");
  const until = formatInstant(searched_until, zone, "minute");
  return order === "desc"
    ? t("Searched back to {until}: few attempts match, so search on or narrow the range.", { until })
    : t("Searched up to {until}: few attempts match, so search on or narrow the range.", { until });
}
