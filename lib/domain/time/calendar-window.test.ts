import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CALENDAR_WINDOWS,
  calendarDay,
  calendarMonth,
  calendarWindow,
  DAY_WINDOWS,
  previousWindow,
} from "./calendar-window";
import { localDate } from "./time-zone";
import { HOUR_MS, MINUTE_MS } from "./units";

const span = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

test("a month begins at midnight of the zone, and so far ends with the minute now is in", () => {
  const now = new Date("2026-11-30T16:20:30Z");
  expect(span(calendarWindow("month", "UTC", now))).toEqual(["2026-11-01T00:00:00.000Z", "2026-11-30T16:21:00.000Z"]);
  expect(span(calendarWindow("month", "Asia/Shanghai", now))).toEqual([
    "2026-11-30T16:00:00.000Z",
    "2026-11-30T16:21:00.000Z",
  ]);
  expect(span(calendarWindow("last_month", "Asia/Shanghai", now))).toEqual([
    "2026-10-31T16:00:00.000Z",
    "2026-11-30T16:00:00.000Z",
  ]);
});

test("a month whose clocks change is as long as it was", () => {
  expect(span(calendarMonth(Date.parse("2026-03-20T00:00:00Z"), "America/New_York"))).toEqual([
    "2026-03-01T05:00:00.000Z",
    "2026-04-01T04:00:00.000Z",
  ]);
});

test("days on which clocks change are 23 and 25 hours long, and a date that a zone skipped is no day", () => {
  const hours = (name: "today" | "yesterday", zone: string, at: string) => {
    const { from, to } = calendarDay(name, zone, new Date(at));
    return [from.toISOString(), (to.getTime() - from.getTime()) / HOUR_MS];
  };
  expect(hours("today", "Europe/Berlin", "2026-03-29T10:00:00Z")).toEqual(["2026-03-28T23:00:00.000Z", 23]);
  expect(hours("yesterday", "Europe/Berlin", "2026-03-30T10:00:00Z")).toEqual(["2026-03-28T23:00:00.000Z", 23]);
  expect(hours("today", "Europe/Berlin", "2026-10-25T10:00:00Z")).toEqual(["2026-10-24T22:00:00.000Z", 25]);
  expect(hours("yesterday", "Europe/Berlin", "2026-10-26T10:00:00Z")).toEqual(["2026-10-24T22:00:00.000Z", 25]);
  expect(hours("yesterday", "Asia/Shanghai", "2026-03-29T16:00:00Z")).toEqual(["2026-03-28T16:00:00.000Z", 24]);
  // Samoa went from the 29th of December to the 31st.
  expect(hours("yesterday", "Pacific/Apia", "2011-12-31T00:00:00Z")).toEqual(["2011-12-29T10:00:00.000Z", 24]);
});

test("today and yesterday meet at midnight of the zone, and now is in today", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        "UTC",
        "Asia/Kathmandu",
        "America/Santiago",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Europe/Berlin",
      ),
      fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }),
      (zone, epochMs) => {
        const [today, yesterday] = DAY_WINDOWS.map((name) => calendarDay(name, zone, new Date(epochMs)));
        expect(yesterday?.to).toEqual(today?.from);
        expect(today?.from.getTime()).toBeLessThanOrEqual(epochMs);
        expect(today?.to.getTime()).toBeGreaterThan(epochMs);
        expect(yesterday?.from.getTime()).toBeLessThan(yesterday?.to.getTime() ?? 0);
      },
    ),
  );
});

test("of a window that is not over, as much of the time before is compared as has passed of it", () => {
  const day = { from: new Date("2026-03-08T00:00:00Z"), to: new Date("2026-03-09T00:00:00Z") };
  const at = (now: string) => span(previousWindow({ ...day, now: new Date(now) }, null, "UTC"));
  expect(at("2026-03-08T06:30:10Z")).toEqual(["2026-03-07T00:00:00.000Z", "2026-03-07T06:31:00.000Z"]);
  expect(at("2026-03-10T00:00:00Z")).toEqual(["2026-03-07T00:00:00.000Z", "2026-03-08T00:00:00.000Z"]);
  expect(at("2026-03-01T00:00:00Z")).toEqual(["2026-03-07T00:00:00.000Z", "2026-03-08T00:00:00.000Z"]);
  const month = { ...calendarMonth(Date.parse("2026-03-10T12:00:30Z"), "UTC"), now: new Date("2026-03-10T12:00:30Z") };
  expect(span(previousWindow(month, "month", "UTC"))).toEqual(["2026-02-01T00:00:00.000Z", "2026-02-10T12:01:00.000Z"]);
});

test("a window is compared with the time of its length before it", () => {
  const window = { from: new Date("2026-03-08T00:00:00Z"), to: new Date("2026-03-15T00:00:00Z") };
  expect(span(previousWindow(window, null, "UTC"))).toEqual(["2026-03-01T00:00:00.000Z", "2026-03-08T00:00:00.000Z"]);
});

test("a month is compared with the calendar month before it, one so far with as much of it", () => {
  const soFar = calendarWindow("month", "UTC", new Date("2026-03-10T12:00:30Z"));
  expect(span(previousWindow(soFar, "month", "UTC"))).toEqual(["2026-02-01T00:00:00.000Z", "2026-02-10T12:01:00.000Z"]);
  // The 30th of March has no like in February.
  const late = calendarWindow("month", "UTC", new Date("2026-03-30T12:00:30Z"));
  expect(span(previousWindow(late, "month", "UTC"))).toEqual(["2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"]);
  const last = calendarWindow("last_month", "UTC", new Date("2026-03-10T12:00:30Z"));
  expect(span(previousWindow(last, "last_month", "UTC"))).toEqual([
    "2026-01-01T00:00:00.000Z",
    "2026-02-01T00:00:00.000Z",
  ]);
});

test("what is compared never overlaps, in any zone at any time", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("UTC", "Asia/Kathmandu", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"),
      fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }),
      fc.constantFrom(...CALENDAR_WINDOWS),
      (zone, epochMs, name) => {
        const window = calendarWindow(name, zone, new Date(epochMs));
        const previous = previousWindow(window, name, zone);
        expect(previous.to.getTime()).toBeLessThanOrEqual(window.from.getTime());
        expect(previous.from < previous.to && window.from < window.to).toBe(true);
        expect(new Date(localDate(window.from.getTime(), zone)).getUTCDate()).toBe(1);
        if (name === "month") {
          expect(window.from.getTime()).toBeLessThanOrEqual(epochMs);
          expect(window.to.getTime() - epochMs).toBeLessThanOrEqual(MINUTE_MS);
        } else expect(window.to.getTime()).toBeLessThanOrEqual(epochMs);
      },
    ),
  );
});
