import type { TimePlotData } from "@/components/charts/plot-types";
import type { Spend } from "@/lib/contract/spend";
import { PICO_PER_USD } from "@/lib/domain/pricing/usd";
import { spendBuckets } from "./spend-buckets";

/**
 * Spend per interval of the report zone, stacked by the first grouping: those that cost most and the rest as one.
 *
 * Sums are made in pico dollars, so the stack is the total to the last digit. One without priced attempts has no bar.
 */
export function prepareSpendBars(spend: Spend): TimePlotData {
  const { lines, buckets } = spendBuckets(spend);
  const rows = buckets.map(({ at, filling, pico, attempts }) => ({
    at,
    filling,
    values: Object.fromEntries([...pico].map(([key, cost]) => [key, Number(cost) / Number(PICO_PER_USD)])),
    n: attempts,
  }));
  return { from: Date.parse(spend.from), to: Date.parse(spend.to), rows, lines };
}
