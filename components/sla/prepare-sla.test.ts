import { expect, test } from "vitest";
import { attemptsHref, budgetTexts, incidentRows, prepareDays } from "./prepare-sla";
import { reportDays } from "./report-days";

const day = (date: string, ok: number, failed: number, excluded = 0) => ({
  ...{ day: date, ok, failed, excluded },
  ...{ minutes_measured: 1440, minutes_down: 3, coverage: 1 },
});
const target = { availability_percent: 99.9, id: null, tied: [] };
const barsOf = (days: ReturnType<typeof day>[], as_of = "2026-03-20T00:00:00Z", tz = "UTC") =>
  prepareDays({ days, target }, { as_of, tz });

test("a day at the target is good, near it a warning, far from it bad, and without traffic none of these", () => {
  const days = [
    day("2026-03-01", 999, 1),
    day("2026-03-02", 998, 2),
    day("2026-03-03", 9, 1),
    day("2026-03-04", 0, 0, 7),
  ];
  expect(barsOf(days).map(({ tone }) => tone)).toEqual(["good", "warn", "bad", "none"]);
  expect(barsOf(days)[3]?.text).toBe("2026-03-04: nothing counted, 7 excluded");
});

test("a day is described with its uptime rounded down, its counts and its minutes", () => {
  expect(barsOf([day("2026-03-01", 99_999, 1)])[0]?.text).toBe(
    "2026-03-01: 99.999 %, 1 of 100k failed, 3 of 1,440 measured minutes down, coverage 100 %",
  );
});

test("today looks unfinished", () => {
  const bars = barsOf([day("2026-03-01", 10, 0), day("2026-03-02", 10, 0)], "2026-03-02T10:00:00Z");
  expect(bars.map(({ filling }) => filling)).toEqual([false, true]);
  const over = barsOf([day("2026-03-01", 10, 0), day("2026-03-02", 10, 0)], "2026-03-03T04:00:00Z");
  expect(over.map(({ filling }) => filling)).toEqual([false, false]);
  const behind = barsOf([day("2026-03-02", 10, 0)], "2026-03-03T04:00:00Z", "America/New_York");
  expect(behind.map(({ filling }) => filling)).toEqual([true]);
});

const counted = {
  ...{ ok: 599, failed: 1, requests: 0.99, minutes: 0.99, coverage: 1 },
  ...{ minutes_measured: 1_000, minutes_down: 3 },
};

test("a budget is described in attempts and in minutes that add up", () => {
  const budget = { allowed: 0.6, used_share: 1 / 0.6, state: "too_few" as const, allowed_minutes: 1 };
  expect(budgetTexts({ counted, budget })).toEqual({
    attempts: "1 failed, 0.6 allowed: 0.4 over",
    minutes: "3 min down, 1 allowed: 2 over",
    used: "167 % used",
  });
  expect(budgetTexts({ counted, budget: { ...budget, state: "nothing" } })).toBeNull();
});

test("an incident of the last row is among the first, and leads to its failed attempts", () => {
  const incident = (from: string, failed: number, excluded = false) => ({
    ...{ from, to: "2026-03-02T00:00:00.000Z", minutes: 2, failed, excluded, budget_share: null },
  });
  const row = { model: "a b", provider: "p", region: "eu" };
  const rows = incidentRows([
    { ...row, incidents: [incident("2026-03-01T00:00:00.000Z", 5), incident("2026-03-01T02:00:00.000Z", 90, true)] },
    { ...row, region: "us", incidents: [incident("2026-03-01T01:00:00.000Z", 50)] },
  ]);
  expect(rows.map(({ failed }) => failed)).toEqual([50, 5, 90]);
  expect(rows.map(attemptsHref)[0]).toBe(
    "/attempts?model=a+b&region=us&from=2026-03-01T01%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z&outcome=rate_limited&outcome=server_error&outcome=timeout",
  );
});

test("of a report's days those that an incident touches in its zone stand apart, and none is lost", () => {
  const incident = (from: string, to: string) => ({
    ...{ from, to, minutes: 2, failed: 5, excluded: false, budget_share: null },
  });
  const days = ["01", "02", "03", "04"].map((date) => day(`2026-03-${date}`, date === "04" ? 0 : 99, 0));
  const row = {
    ...{ model: "m", provider: "p", region: "eu", days, counted, target },
    incidents: [
      incident("2026-03-01T22:30:00.000Z", "2026-03-01T23:00:00.000Z"),
      incident("2026-03-02T20:00:00.000Z", "2026-03-02T23:00:00.000Z"),
    ],
  };
  const inUtc = reportDays([row], "UTC")[0];
  const inBerlin = reportDays([row], "Europe/Berlin")[0];
  const datesOf = (list: readonly { day: string }[] | undefined) => list?.map((one) => one.day.slice(-2));

  expect([datesOf(inUtc?.withIncident), datesOf(inUtc?.others)]).toEqual([["01", "02"], ["03"]]);
  expect([datesOf(inBerlin?.withIncident), datesOf(inBerlin?.others)]).toEqual([["01", "02"], ["03"]]);
  expect(datesOf(reportDays([row], "Asia/Shanghai")[0]?.withIncident)).toEqual(["02", "03"]);
  expect(inUtc?.text).toBe("3 days · 99.000 % of n 600 · 1 failed · incidents on 2");
});
