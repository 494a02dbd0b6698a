import { expect, test } from "vitest";
import type { Bridge } from "@/lib/contract/bridge";
import { recordOf } from "@/lib/domain/record-of";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { BRIDGE_TERMS } from "@/lib/domain/spend/bridge-group";
import { describeShortened } from "./describe-bridge";
import { bridgeTable, prepareBridge } from "./prepare-bridge";

const period = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", priced_share: 1 };
const bridgeOf = (before: string | null, after: string, terms: Partial<Bridge["terms"]>): Bridge => ({
  as_of: period.to,
  tz: "UTC",
  filters: NO_FILTERS,
  before: { ...period, cost_usd: before, billed_usd: before },
  after: { ...period, cost_usd: after, billed_usd: after },
  difference_usd: "0",
  terms: { ...recordOf(BRIDGE_TERMS, () => "0"), ...terms },
  records_from: null,
  is_comparable: true,
  is_waste_known: true,
  is_capacity_known: true,
  rows: [],
});

test("each bar begins where the one before it ended, and the last total is reached", () => {
  const steps = prepareBridge(bridgeOf("10", "8", { volume: "10", price: "-12" }));
  expect(steps.map(({ key, left, width, tone, amount }) => [key, left, width, tone, amount])).toEqual([
    ["before", 0, 0.5, "total", "$10.00"],
    ["volume", 0.5, 0.5, "rise", "+$10.00"],
    ["price", 0.4, 0.6, "fall", "-$12.00"],
    ["after", 0, 0.4, "total", "$8.00"],
  ]);
  expect(steps[1]?.meaning).toContain("More tokens");
  expect(steps[2]?.meaning).toContain("cost less");
});

test("a way below 0 and a period of unknown cost have their places too", () => {
  const steps = prepareBridge(bridgeOf(null, "5", { gone_models: "-5", new_models: "10" }));
  expect(steps.every(({ left, width }) => left >= 0 && left + width <= 1)).toBe(true);
  expect(steps.at(-1)?.amount).toBe("$5.00");
  expect(prepareBridge(bridgeOf("0", "0", {})).map(({ width }) => width)).toEqual([0, 0]);
});

test("the table has the terms that occur anywhere, of all and of each model", () => {
  const bridge = bridgeOf("1", "1", { cache: "0" });
  const terms = { ...bridge.terms, mix: "1", cache: "-1" };
  const row = { model: "a", provider: "b", before_usd: "1", after_usd: "1", difference_usd: "0", terms };
  const table = bridgeTable({ ...bridge, rows: [row] });
  expect(table.columns.map(({ label }) => label).slice(4)).toEqual(["Mix (USD)", "Cache (USD)"]);
  expect(table.rows).toEqual([
    ["All", "1", "1", "0", "0", "0"],
    ["a at b", "1", "1", "0", "1", "-1"],
  ]);
});

test("days that were left out of both are said", () => {
  const bridge = bridgeOf("1", "2", {});
  expect(describeShortened(bridge)).toBeNull();
  const before = { ...bridge.before, from: "2026-02-27T00:00:00Z" };
  expect(describeShortened({ before, records_from: "2026-02-26T00:00:00Z" })).toBe(
    "the last 3 days of both, since records begin on 2026-02-26",
  );
});
