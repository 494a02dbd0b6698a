import { expect, test } from "vitest";
import { toCsv } from "@/components/ui/csv";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { spendBarsTable } from "./spend-bars-table";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const shares = { reported_cost_usd: null, reported_share: 0, priced_share: 1, estimated_share: 0 };
const row = (day: string, app: string, cost_usd: string | null): SpendRow => ({
  ...{ day, app, attempts: 4, requests: 1, tokens, cost_usd },
  ...shares,
});
const spend: Spend = {
  ...{ from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z", as_of: "2026-03-03T00:00:00Z" },
  ...{ tz: "Asia/Shanghai", interval: "day", group_by: ["app"], method: "exact", filters: NO_FILTERS },
  rows: [
    row("2026-03-01", "a", "0.1"),
    row("2026-03-01", "b", "1"),
    row("2026-03-02", "a", "0.2"),
    row("2026-03-02", "c", null),
  ],
  total: { attempts: 16, requests: 4, tokens, cost_usd: "1.3", ...shares },
};

test("the file of the bars names days of the zone, and sums each of them and all of them to the last digit", () => {
  expect(toCsv(spendBarsTable(spend)).trim().split("\r\n")).toEqual([
    "Day (Asia/Shanghai),b (USD),a (USD),c (USD),Total (USD),Attempts",
    "2026-03-01,1,0.1,,1.1,8",
    "2026-03-02,,0.2,,0.2,8",
    "2026-03-03,,,,,0",
    "Total,1,0.3,,1.3,16",
  ]);
});
