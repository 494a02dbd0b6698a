import { expect, test } from "vitest";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { forecastMonth } from "./forecast-month";
import { monthOf } from "./month";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const stats = {
  attempts: 10,
  requests: 10,
  tokens,
  reported_cost_usd: null,
  reported_share: 0,
  priced_share: 1,
  estimated_share: 0,
};
const row = (day: string, cost_usd: string | null): SpendRow => ({ day, ...stats, cost_usd });

function spendOf(asOf: string, rows: SpendRow[], tz = "UTC"): Spend {
  return {
    from: "2026-03-01T00:00:00Z",
    to: "2026-04-01T00:00:00Z",
    as_of: asOf,
    tz,
    interval: "day",
    group_by: [],
    method: "sketch",
    filters: NO_FILTERS,
    rows,
    total: { ...stats, cost_usd: null },
  };
}

const march = monthOf(Date.parse("2026-03-15T00:00:00Z"), "UTC");

test("a month is the zone's own, clock changes included", () => {
  expect(march).toEqual({ from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" });
  expect(monthOf(Date.parse("2026-03-15T00:00:00Z"), "America/New_York")).toEqual({
    from: "2026-03-01T05:00:00Z",
    to: "2026-04-01T04:00:00Z",
  });
});

test("adds the mean whole day for each day that is left", () => {
  const rows = [row("2026-03-01", "10"), row("2026-03-02", "14"), row("2026-03-03", "6")];
  expect(forecastMonth(spendOf("2026-03-03T12:00:00Z", rows), march)).toEqual({
    usd: 30 + 12 * 28.5,
    days: 2,
    usdPerDay: 12,
  });
});

test("a first day in the middle of the month is not taken for a whole one", () => {
  const rows = [row("2026-03-10", "1"), row("2026-03-11", "20"), row("2026-03-12", "5")];
  expect(forecastMonth(spendOf("2026-03-12T06:00:00Z", rows), march)).toMatchObject({ days: 1, usdPerDay: 20 });
});

test("says nothing before there is a whole day", () => {
  expect(forecastMonth(spendOf("2026-03-01T06:00:00Z", [row("2026-03-01", "3")]), march)).toBeNull();
});
