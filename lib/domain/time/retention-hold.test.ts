import { expect, test } from "vitest";
import { type RetentionRun, retentionHold } from "./retention-hold";
import { DAY_MS, HOUR_MS } from "./units";

const NOW = Date.parse("2026-03-20T10:00:00Z");
const days = { rawDays: 45, minuteDays: 7 };
const agreeing = { databaseMs: NOW, askedMs: NOW, answeredMs: NOW };
const lastRun = (daysAgo: number, more: Partial<RetentionRun> = {}): RetentionRun => ({
  ...days,
  dayMs: Math.floor(NOW / DAY_MS) * DAY_MS - daysAgo * DAY_MS,
  ...more,
});

test.each([[0], [1], [3], [-2]])("a round %i days after the last one goes on", (daysAgo) => {
  expect(retentionHold({ clocks: agreeing, last: lastRun(daysAgo), days })).toBeNull();
});

test("where retention never ran, it begins", () => {
  expect(retentionHold({ clocks: agreeing, last: { dayMs: null, rawDays: null, minuteDays: null }, days })).toBeNull();
});

test.each([[4], [365]])(
  "a round %i days after the last one is a leap of the clock until it is confirmed",
  (daysAgo) => {
    expect(retentionHold({ clocks: agreeing, last: lastRun(daysAgo), days })).toEqual({
      isConfirmable: true,
      reason: expect.stringContaining(`${daysAgo} days ago by the database's clock`),
    });
  },
);

test.each([
  ["attempts", { rawDays: 49 }, "Attempts were kept for 49 days and would now be kept for 45"],
  ["minutes", { minuteDays: 30 }, "Minutes were kept for 30 days and would now be kept for 7"],
])("cutting %s short by more than three days is confirmed first", (_, more, reason) => {
  expect(retentionHold({ clocks: agreeing, last: lastRun(0, more), days })?.reason).toContain(reason);
});

test("keeping more, or up to three days less, is nobody's mistake", () => {
  for (const rawDays of [7, 45, 48]) {
    expect(retentionHold({ clocks: agreeing, last: lastRun(0, { rawDays }), days })).toBeNull();
  }
});

test.each([
  [-121_000, "2 minutes behind"],
  [121_000, "2 minutes ahead of"],
  [-5 * HOUR_MS, "5 hours behind"],
  [400 * DAY_MS, "400 days ahead of"],
])("clocks %i ms apart cannot be confirmed, and the reason says how far: %s", (apartMs, text) => {
  const clocks = { ...agreeing, databaseMs: NOW + apartMs };

  expect(retentionHold({ clocks, last: lastRun(0), days })).toEqual({
    isConfirmable: false,
    reason: expect.stringContaining(`The database's clock is ${text} this server's`),
  });
});

test("an answer that took long says nothing against a clock", () => {
  const clocks = { databaseMs: NOW, askedMs: NOW - 300_000, answeredMs: NOW + 300_000 };

  expect(retentionHold({ clocks, last: lastRun(0), days })).toBeNull();
});
