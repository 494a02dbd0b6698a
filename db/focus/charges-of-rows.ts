import type { Charge } from "@/lib/domain/focus/charge";
import { type GroupSeries, groupCharges } from "@/lib/domain/focus/group-charges";
import { usageCharge } from "@/lib/domain/focus/usage-charge";
import type { MonthRow } from "@/lib/domain/months/month-row";
import type { Price } from "@/lib/domain/pricing/price";
import { groupSeries } from "./owner-series";

const SERIES_MAX = 20_000;

/** The charges of rows of a closed month; what rows of one owner and price have in common is one object for all of them. */
export function rowCharges(prices: ReadonlyMap<string, Price>): (row: MonthRow) => Charge[] {
  const known = new Map<string, GroupSeries>();
  return (row) => {
    if (row.kind === "usage") return [usageCharge(row)];
    const price = row.priceId === null ? null : (prices.get(row.priceId) ?? null);
    const key = JSON.stringify([row.owner, row.priceId]);
    const series = known.get(key) ?? groupSeries(row.owner, price);
    if (known.size >= SERIES_MAX) known.clear();
    known.set(key, series);
    return groupCharges(row, price, series);
  };
}
