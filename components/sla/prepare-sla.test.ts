import { expect, test } from "vitest";
import type { ModelUptime, UptimeDay } from "@/lib/contract/uptime";
import { prepareDays, slaBudget } from "./prepare-sla";

const day = (date: string, ok: number, failed: number): UptimeDay => ({
  day: date,
  ok,
  failed,
  minutes_measured: 1440,
  minutes_down: 3,
  coverage: 1,
});

const row = (days: UptimeDay[]): ModelUptime => ({
  model: "glm-5",
  provider: "zhipu",
  requests: null,
  minutes: null,
  coverage: null,
  ok: 0,
  failed: 0,
  days,
  incidents: [],
});

test("a day at the target is good, near it a warning, far from it bad, and without traffic none of these", () => {
  const days = [
    day("2026-03-01", 999, 1),
    day("2026-03-02", 998, 2),
    day("2026-03-03", 900, 100),
    day("2026-03-04", 0, 0),
  ];
  expect(prepareDays(row(days), "2026-03-20T00:00:00Z").map(({ tone }) => tone)).toEqual([
    "good",
    "warn",
    "bad",
    "none",
  ]);
});

test("a day says its uptime rounded down, its counts and its minutes", () => {
  const [only] = prepareDays(row([day("2026-03-01", 99_999, 1)]), "2026-03-20T00:00:00Z");
  expect(only?.text).toBe("2026-03-01: 99.999 %, 1 of 100k failed, 3 of 1,440 measured minutes down, coverage 100 %");
});

test("today looks unfinished", () => {
  const days = [day("2026-03-01", 10, 0), day("2026-03-02", 10, 0)];
  expect(prepareDays(row(days), "2026-03-02T10:00:00Z").map(({ filling }) => filling)).toEqual([false, true]);
});

test("the budget is said in requests, also when it is overspent", () => {
  expect(slaBudget({ ok: 9_996, failed: 4 })).toMatchObject({ allowed: 10, text: "6 of 10 allowed failures left" });
  expect(slaBudget({ ok: 2_990, failed: 10 })).toMatchObject({ allowed: 3, text: "7 failures over the 3 allowed" });
  expect(slaBudget({ ok: 0, failed: 0 }).usedShare).toBeNull();
});

test("a target of 99.9 % is neither met nor missed by two hundred requests", () => {
  expect(slaBudget({ ok: 199, failed: 1 })).toMatchObject({
    tooFew: true,
    text: "1 failed; the target allows less than one of 200",
  });
});
