import { expect, test } from "vitest";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { comparedRows } from "./compared-rows";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const shares = { reported_cost_usd: null, reported_share: null, priced_share: 1, estimated_share: 0 };
const row = (app: string, cost_usd: string | null): SpendRow => ({
  app,
  ...{ attempts: 2, requests: 2, tokens, cost_usd, ...shares },
});
const total = { attempts: 2, requests: 2, tokens, cost_usd: "1", ...shares };
const span = { from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z" };
const spend = (rows: SpendRow[], previous: Spend["previous"]): Spend => ({
  ...{ ...span, as_of: span.to, tz: "UTC", interval: "none", group_by: ["app"], method: "exact", filters: NO_FILTERS },
  ...{ rows, total, previous },
});

test("each group of either period is one row with both costs", () => {
  const before = { ...span, rows: [row("a", "2"), row("gone", "3")], total, records_from: null, why: null };

  const rows = comparedRows(spend([row("a", "5"), row("new", "1")], before));

  const usd = 1_000_000_000_000n;
  expect(rows.map(({ app, cost_usd, before_usd, change }) => [app, cost_usd, before_usd, change?.pico])).toEqual([
    ["a", "5", "2", 3n * usd],
    ["new", "1", "0", usd],
    ["gone", "0", "3", -3n * usd],
  ]);
});

test("where the period before is not known, nor is any change, and nothing is gone", () => {
  const unknown = { ...span, rows: [], total: null, records_from: null, why: "retained since" };
  expect(comparedRows(spend([row("a", "5")], unknown))).toMatchObject([{ before_usd: null, change: null }]);
  expect(comparedRows(spend([row("a", "5")], undefined))).toHaveLength(1);
});

test("a group that has no cost in one period has no change", () => {
  const before = { ...span, rows: [row("a", null)], total, records_from: null, why: null };
  expect(comparedRows(spend([row("a", "5")], before))).toMatchObject([{ before_usd: null, change: null }]);
});
