import { expect, test } from "vitest";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { prepareSpendBars } from "./prepare-spend-bars";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const stats = {
  requests: 1,
  tokens,
  reported_cost_usd: null,
  reported_share: 0,
  priced_share: 1,
  estimated_share: 0,
};
const row = (day: string, model: string, cost_usd: string | null): SpendRow => ({
  day,
  model,
  attempts: 4,
  ...stats,
  cost_usd,
});

function spendOf(rows: SpendRow[], asOf = "2026-04-01T00:00:00Z"): Spend {
  return {
    from: "2026-03-01T00:00:00Z",
    to: "2026-03-31T00:00:00Z",
    as_of: asOf,
    tz: "Asia/Shanghai",
    interval: "day",
    group_by: ["model"],
    method: "sketch",
    filters: NO_FILTERS,
    rows,
    total: { attempts: 0, ...stats, cost_usd: null },
  };
}

/** The bar of Mar 2 in Shanghai. */
const barOf = (spend: Spend) =>
  prepareSpendBars(spend).rows.find(({ at }) => at === Date.parse("2026-03-01T16:00:00Z"));

test("a day begins at midnight of the report zone", () => {
  expect(barOf(spendOf([row("2026-03-02", "a", "1")]))?.values.a).toBe(1);
});

test("a day without records keeps its place, so that bars stand where their dates are", () => {
  const { rows } = prepareSpendBars(spendOf([row("2026-03-02", "a", "1"), row("2026-03-20", "a", "1")]));
  expect(rows).toHaveLength(31);
  expect(new Date(rows[0]?.at ?? 0).toISOString()).toBe("2026-02-28T16:00:00.000Z");
  expect(rows.filter(({ values }) => values.a === undefined)).toHaveLength(29);
});

test("the dearest come first, and the rest is one bar, so that the stack is the total", () => {
  const many = Array.from({ length: 14 }, (_, index) => row("2026-03-02", `m${index}`, `0.${index + 10}`));
  const { lines } = prepareSpendBars(spendOf(many));
  expect(lines).toHaveLength(11);
  expect(lines[0]?.label).toBe("m13");
  expect(lines.at(-1)?.label).toBe("4 others");
  const stack = Object.values(barOf(spendOf(many))?.values ?? {}).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  expect(stack).toBeCloseTo(many.reduce((sum, { cost_usd }) => sum + Number(cost_usd), 0));
});

test("tiny costs add up without binary errors", () => {
  const bar = barOf(spendOf([row("2026-03-02", "a", "0.1"), row("2026-03-02", "a", "0.2")]));
  expect(bar?.values.a).toBe(0.3);
});

test("an unpriced day is a gap", () => {
  const bar = barOf(spendOf([row("2026-03-02", "a", null)]));
  expect(bar?.values.a).toBeUndefined();
  expect(bar?.n.a).toBe(4);
});

test("today is still filling until midnight of the report zone", () => {
  const filling = (asOf: string) => barOf(spendOf([row("2026-03-02", "a", "1")], asOf))?.filling;
  expect(filling("2026-03-02T15:59:00Z")).toBe(true);
  expect(filling("2026-03-02T16:00:00Z")).toBe(false);
});
