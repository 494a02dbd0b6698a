import { expect, test } from "vitest";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { prepareTreemap, treemapTable } from "./prepare-treemap";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const shares = { reported_cost_usd: null, reported_share: 0, priced_share: 1, estimated_share: 0 };
const row = (app: string, model: string, cost_usd: string | null): SpendRow => ({
  ...{ app, model, attempts: 4, requests: 1, tokens, cost_usd },
  ...shares,
});
const spend: Spend = {
  ...{ from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z", as_of: "2026-03-03T00:00:00Z", tz: "UTC" },
  ...{ interval: "none", group_by: ["app", "model"], method: "exact", filters: NO_FILTERS },
  rows: [row("a", "x", "1"), row("b", "x", "6"), row("a", "y", "3"), row("c", "x", null), row("d", "x", "0")],
  total: { attempts: 20, requests: 5, tokens, cost_usd: "10", ...shares },
};

test("tiles are as large as their spend, those of a group together in its colour, and what has no cost has none", () => {
  const tiles = prepareTreemap(spend, { width: 300, height: 200 });
  expect(tiles.map(({ names, share }) => [names, share])).toEqual([
    [["b", "x"], 0.6],
    [["a", "y"], 0.3],
    [["a", "x"], 0.1],
  ]);
  expect(tiles[1]?.color).toBe(tiles[2]?.color);
  expect(tiles[0]?.color).not.toBe(tiles[1]?.color);
  expect(new Set(tiles.map(({ key }) => key)).size).toBe(3);
});

test("its table has the largest first and the total last", () => {
  expect(treemapTable(spend).rows).toEqual([
    ["b", "x", "6", 0.6],
    ["a", "y", "3", 0.3],
    ["a", "x", "1", 0.1],
    ["Total", null, "10", 1],
  ]);
});
