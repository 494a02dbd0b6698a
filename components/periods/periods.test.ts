import { expect, test } from "vitest";
import {
  describeDelta,
  describePercentileDelta,
  describePoints,
  describeSpendChange,
  describeSpendDelta,
} from "./describe-delta";
import { describeNoRecords, nameOfPeriod, periodBefore } from "./period-before";

const WEEK = { from: "2026-03-08T10:00:00.000Z", to: "2026-03-15T10:00:00.000Z" };

const FIXED = { query: {}, calendar: null, day: null, tz: "UTC" };

test("a window is compared with the time of equal length before it, a month with the month before", () => {
  const before = periodBefore(WEEK, { calendar: null, tz: "UTC" });
  expect(before).toEqual({ from: "2026-03-01T10:00:00.000Z", to: WEEK.from });
  expect(nameOfPeriod(WEEK, FIXED)).toBe("the 7 days before");
  const march = { from: "2026-03-01T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z" };
  expect(periodBefore(march, { calendar: "last_month", tz: "UTC" }).from).toBe("2026-02-01T00:00:00.000Z");
  expect(nameOfPeriod(march, { ...FIXED, calendar: "last_month" })).toBe("the month before");
});

test("a day that is not over is compared with as much of the day before, one that is with all of it", () => {
  const day = { from: "2026-03-08T00:00:00.000Z", to: "2026-03-09T00:00:00.000Z" };
  const soFar = { ...day, as_of: "2026-03-08T10:20:30.400Z" };
  expect(periodBefore(soFar, { calendar: null, tz: "UTC" })).toEqual({
    ...{ from: "2026-03-07T00:00:00.000Z", to: "2026-03-07T10:21:00.000Z" },
  });
  expect(nameOfPeriod(soFar, { ...FIXED, day: "today" })).toBe("as much of the day before");
  expect(periodBefore({ ...day, as_of: "2026-03-12T10:00:00.000Z" }, { calendar: null, tz: "UTC" }).to).toBe(day.from);
  expect(nameOfPeriod(day, { ...FIXED, day: "yesterday" })).toBe("the day before");
});

test("what is compared is named: all of the day or month before where nothing of it is left out", () => {
  const today = { from: "2026-03-08T00:00:00.000Z", to: "2026-03-09T00:00:00.000Z" };
  expect(nameOfPeriod(today, { ...FIXED, day: "today" })).toBe("the day before");
  const month = { from: "2026-03-01T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z" };
  const soFar = { ...month, as_of: "2026-03-10T00:00:00.000Z" };
  expect(nameOfPeriod(soFar, { ...FIXED, calendar: "month" })).toBe("as much of the month before");
  expect(nameOfPeriod(month, { ...FIXED, calendar: "month" })).toBe("the month before");
});

test("a range that ends later is compared with as much of the time before as has passed, and says so", () => {
  const at = (to: string) => ({ from: WEEK.from, to, as_of: "2026-03-11T09:59:30.000Z" });
  expect(periodBefore(at(WEEK.to), FIXED)).toEqual({
    ...{ from: "2026-03-01T10:00:00.000Z", to: "2026-03-04T10:00:00.000Z" },
  });
  expect(nameOfPeriod(at(WEEK.to), FIXED)).toBe("as much of the 7 days before");
  expect(nameOfPeriod(at("2026-03-13T12:30:00.000Z"), FIXED)).toBe("as much of the time before");
});

test("days on which clocks change are days all the same", () => {
  const berlin = { ...FIXED, tz: "Europe/Berlin" };
  const longDay = { from: "2026-10-24T22:00:00.000Z", to: "2026-10-25T23:00:00.000Z" };
  expect(periodBefore(longDay, berlin)).toEqual({ from: "2026-10-23T22:00:00.000Z", to: longDay.from });
  expect(nameOfPeriod(longDay, { ...berlin, day: "yesterday" })).toBe("the day before");
  const week = { from: "2026-10-25T23:00:00.000Z", to: "2026-11-01T23:00:00.000Z" };
  expect(periodBefore(week, berlin).from).toBe("2026-10-18T22:00:00.000Z");
  expect(nameOfPeriod(week, berlin)).toBe("the 7 days before");
});

test.each([
  [1, "the hour before"],
  [24, "the 24 hours before"],
  [48, "the 2 days before"],
  [0.75, "the 45 minutes before"],
  [7.5, "the time of equal length before"],
])("%s hours are compared with %s", (hours, name) => {
  const to = new Date(Date.parse(WEEK.from) + hours * 3_600_000).toISOString();
  expect(nameOfPeriod({ from: WEEK.from, to }, FIXED)).toBe(name);
});

test("a window asked for by name is called so, though its answer reaches over a little more", () => {
  const wider = { from: "2026-03-01T09:45:00.000Z", to: WEEK.to };
  expect(nameOfPeriod(wider, { ...FIXED, query: { window: "30d" } })).toBe("the 30 days before");
});

test("a period that begins before the first record is no measure, and one before all of them holds nothing", () => {
  expect(describeNoRecords(WEEK, "2026-03-01T00:00:00.000Z")).toBeNull();
  expect(describeNoRecords(WEEK, "2026-03-10T00:00:00.000Z")).toContain("records begin on 2026-03-10");
  expect(describeNoRecords(WEEK, "2026-04-01T00:00:00.000Z")).toBe("No data before");
  expect(describeNoRecords(WEEK, null)).toBe("No data before");
});

test("differences name their direction; of nothing and of what is unknown there is none", () => {
  expect(describeDelta(112, 100, "the 7 days before")).toBe("+12.0 % against the 7 days before");
  expect(describeDelta(1, 0, "before")).toBeNull();
  expect(describeDelta(null, 5, "before")).toBeNull();
  expect(describePoints(0.012, 0.02, "before")).toBe("-0.80 points against before");
  expect(describePoints(0.0120001, 0.012, "before")).toBe("0.00 points against before");
});

test("of percentiles whose bands overlap it is said", () => {
  const of = (value: number, low: number, high: number | null) => ({ value, band: [low, high] as const });
  expect(describePercentileDelta(of(200, 190, 210), of(100, 90, 110), "before")).toBe(
    "+100.0 % against before (100 ms)",
  );
  expect(describePercentileDelta(of(105, 95, 115), of(100, 90, 110), "before")).toContain("bands overlap");
  expect(describePercentileDelta(of(105, 95, null), of(500, 400, null), "before")).toContain("bands overlap");
});

test("a change of spend says its direction in money and as a share", () => {
  expect(describeSpendChange({ pico: 1_200_000_000_000n, ratio: 0.1234 })).toBe("+$1.20 (+12.3 %)");
  expect(describeSpendChange({ pico: -500_000_000_000n, ratio: -1 })).toBe("-$0.50 (-100.0 %)");
  expect(describeSpendChange({ pico: 500_000_000_000n, ratio: null })).toBe("+$0.50");
  const unknown = describeSpendDelta({ attempts: 1, cost_usd: null }, { attempts: 1, cost_usd: "1" }, "before");
  expect(unknown).toBeNull();
});
