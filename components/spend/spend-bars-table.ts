import type { Cell, ChartTable } from "@/components/ui/csv";
import type { Spend } from "@/lib/contract/spend";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { message, t } from "@/lib/messages/translate";
import { spendBuckets } from "./spend-buckets";

const STARTS = {
  day: message("Day"),
  week: message("Week from"),
  month: message("Month from"),
  none: message("From"),
};

/** Spend over time as a table and a file: a row per interval of the zone, its sum, and the sums of all of them last. */
export function spendBarsTable(spend: Spend): ChartTable {
  const { lines, buckets } = spendBuckets(spend);
  const sum = (costs: readonly (bigint | undefined)[]): Cell => {
    const known = costs.filter((cost) => cost !== undefined);
    return known.length === 0 ? null : formatUsd(known.reduce((total, cost) => total + cost, 0n));
  };
  const attempts = (counted: readonly Readonly<Record<string, number>>[]) =>
    counted.flatMap((counts) => Object.values(counts)).reduce((total, count) => total + count, 0);
  const money = (label: string) => ({ label: `${label} (USD)`, numeric: true, format: usdText });
  return {
    columns: [
      { label: `${t(STARTS[spend.interval])} (${spend.tz})` },
      ...lines.map(({ label }) => money(label)),
      money(t("Total")),
      { label: t("Attempts"), numeric: true, format: (value) => formatWhole(typeof value === "number" ? value : null) },
    ],
    rows: [
      ...buckets.map((bucket) => [
        bucket.label,
        ...lines.map(({ key }) => sum([bucket.pico.get(key)])),
        sum([...bucket.pico.values()]),
        attempts([bucket.attempts]),
      ]),
      [
        t("Total"),
        ...lines.map(({ key }) => sum(buckets.map(({ pico }) => pico.get(key)))),
        sum(buckets.flatMap(({ pico }) => [...pico.values()])),
        attempts(buckets.map((bucket) => bucket.attempts)),
      ],
    ],
  };
}

function usdText(value: Cell): string {
  return displayUsd(value === null ? null : String(value));
}
