import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "./answer-window";
import { chooseSource } from "./group-source";
import { planGroups } from "./plan-groups";

const isRaw = (...names: Parameters<typeof chooseSource>[0]) => chooseSource(names).unsealed === null;

test("each of these dimensions alone is answered from sums, by tables that know it", () => {
  for (const name of ["model", "provider", "region", "tier", "app"] as const) {
    expect([name, isRaw(name), chooseSource([name]).dimensions.includes(name)]).toEqual([name, false, true]);
  }
  expect([chooseSource([]).isByModel, chooseSource(["model", "provider"]).isByModel]).toEqual([true, true]);
});

test("app beside region or tier is read from single attempts, and beside anything else it is not", () => {
  expect([isRaw("app", "region"), isRaw("tier", "app"), isRaw("model", "provider", "app")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isRaw("model", "provider", "region", "tier")).toBe(false);
});

test("a window beyond the single attempts names the filter to clear", () => {
  const day = { from: 0, to: 1_440 };
  const retention = { minuteRetainedFrom: 0, rawRetainedFrom: 29_000_000 };
  const filters = { ...NO_FILTERS, app: ["chat"], tier: ["premium"] };
  const message =
    "An app by region or tier is counted from single attempts, which are retained since 2025-02-19 21:20 UTC: choose a later range, or clear the app filter";
  expect(() => planGroups({ buckets: [day], filters, groupBy: [], retention })).toThrow(message);
});

test("labels that no breakdown has together are told with that remedy, and a grouping is no filter to clear", () => {
  const day = { from: 0, to: 1_440 };
  const breakdowns = [{ id: 1, dimensions: ["key"] as const, completeFrom: 0 }];
  const retention = { minuteRetainedFrom: 0, rawRetainedFrom: 29_000_000, breakdowns };
  const plan = (groupBy: Parameters<typeof planGroups>[0]["groupBy"], filters = NO_FILTERS) =>
    planGroups({ buckets: [day], filters, groupBy, retention });

  expect(() => plan(["key", "environment"])).toThrow(
    /^Sums by key and environment together are counted from single attempts, .*: choose a later range, or group by less, or add that breakdown for the time to come$/,
  );
  expect(() => plan(["consumer"])).toThrow(/: choose a later range, or group by less$/);
  expect(() => plan([], { ...NO_FILTERS, team: ["a"], region: ["eu"] })).toThrow(/, or clear the team filter$/);
  expect(plan(["key"]).isRaw).toBe(false);
});

test("a named window whose first minutes are gone reads no single attempts, and an explicit one those of its first quarter hour", () => {
  const now = new Date("2026-03-08T12:34:56Z");
  const named = resolveWindow({ window: "30d" }, now);
  const explicit = resolveWindow({ from: new Date("2026-02-06T12:37:00Z"), to: now }, now);
  const minuteRetainedFrom = Date.parse("2026-03-01T00:00:00Z") / 60_000;
  const runs = (window: typeof named) => {
    const retention = { minuteRetainedFrom, rawRetainedFrom: 0 };
    return planGroups({ buckets: [minuteSpan(window)], filters: NO_FILTERS, groupBy: ["model"], retention }).runs;
  };

  expect(runs(named).has("raw")).toBe(false);
  expect(runs(explicit).get("raw")).toEqual([
    {
      from: Date.parse("2026-02-06T12:37:00Z") / 60_000,
      to: Date.parse("2026-02-06T12:45:00Z") / 60_000,
    },
  ]);
});
