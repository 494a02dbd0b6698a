import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "../time/units";
import { comparableDays } from "./comparable-days";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const span = (from: string, to: string) => ({ from: day(from), to: day(to) });
const NOVEMBER = { before: span("2026-10-02", "2026-11-01"), after: span("2026-11-01", "2026-12-01") };

test("what the period before lacks is left out of both, as whole days", () => {
  expect(comparableDays(NOVEMBER, day("2026-09-01"), "UTC")).toEqual(NOVEMBER);
  expect(comparableDays(NOVEMBER, day("2026-10-05"), "UTC")).toEqual({
    before: span("2026-10-05", "2026-11-01"),
    after: span("2026-11-04", "2026-12-01"),
  });
  expect(comparableDays(NOVEMBER, day("2026-10-31"), "UTC")?.after).toEqual(span("2026-11-30", "2026-12-01"));
  expect(comparableDays(NOVEMBER, day("2026-11-01"), "UTC")).toBeNull();
});

test("of months of different length as many days are left, the last ones", () => {
  const october = { before: span("2026-09-01", "2026-10-01"), after: span("2026-10-01", "2026-11-01") };
  expect(comparableDays(october, day("2026-09-29"), "UTC")).toEqual({
    before: span("2026-09-29", "2026-10-01"),
    after: span("2026-10-30", "2026-11-01"),
  });
  const february = { before: span("2026-01-01", "2026-02-01"), after: span("2026-02-01", "2026-03-01") };
  expect(comparableDays(february, day("2026-01-02"), "UTC")).toEqual({
    before: span("2026-01-04", "2026-02-01"),
    after: february.after,
  });
});

test("a day of a zone whose clocks change stays a day of it", () => {
  const zone = "America/New_York";
  const before = { from: new Date("2026-10-25T04:00:00Z"), to: new Date("2026-11-08T05:00:00Z") };
  const after = { from: new Date("2026-11-08T05:00:00Z"), to: new Date("2026-11-22T05:00:00Z") };
  expect(comparableDays({ before, after }, day("2026-11-02"), zone)).toEqual({
    before: { from: new Date("2026-11-02T05:00:00Z"), to: before.to },
    after: { from: new Date("2026-11-16T05:00:00Z"), to: after.to },
  });
});

test("periods of equal length stay of equal length, whole from when records are, and lose less than a day too much", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 90 }),
      fc.nat(1_439),
      fc.integer({ min: -10, max: 100 }),
      (length, minute, late) => {
        const middle = day("2026-03-01").getTime() + minute * MINUTE_MS;
        const before = { from: new Date(middle - length * DAY_MS), to: new Date(middle) };
        const after = { from: before.to, to: new Date(middle + length * DAY_MS) };
        const wholeFrom = new Date(day("2026-03-01").getTime() + (late - length) * DAY_MS);
        const left = comparableDays({ before, after }, wholeFrom, "UTC");
        if (left === null) {
          expect(wholeFrom.getTime() + DAY_MS).toBeGreaterThan(before.to.getTime());
          return;
        }
        expect(left.before.to.getTime() - left.before.from.getTime()).toBe(
          left.after.to.getTime() - left.after.from.getTime(),
        );
        expect(left.before.from >= wholeFrom).toBe(true);
        const lost = left.before.from.getTime() - Math.max(wholeFrom.getTime(), before.from.getTime());
        expect(lost).toBeLessThan(DAY_MS);
      },
    ),
  );
});
