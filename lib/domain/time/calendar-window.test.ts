import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CALENDAR_WINDOWS,
  calendarDay,
  calendarMonth,
  calendarWindow,
  countWholeDays,
  DAY_WINDOWS,
  previousWindow,
  soFar,
} from "./calendar-window";
import { resolveWindow } from "./time-window";
import { localDate, startOfDate } from "./time-zone";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./units";

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

test("what a week that begins with a quarter hour is compared with does so too, and is as long within half a quarter", () => {
  const week = (now: string) => previousWindow(resolveWindow({ window: "7d" }, new Date(now)), null, "UTC");
  expect(span(week("2026-03-15T10:05:30Z"))).toEqual(["2026-03-01T10:00:00.000Z", "2026-03-08T10:00:00.000Z"]);
  expect(span(week("2026-03-15T10:10:30Z"))).toEqual(["2026-03-01T09:45:00.000Z", "2026-03-08T10:00:00.000Z"]);
  const day = previousWindow(resolveWindow({ window: "24h" }, new Date("2026-03-15T10:10:30Z")), null, "UTC");
  expect(span(day)).toEqual(["2026-03-13T10:11:00.000Z", "2026-03-14T10:11:00.000Z"]);
  const odd = { from: new Date("2026-03-08T10:01:00Z"), to: new Date("2026-03-15T10:11:00Z") };
  expect(span(previousWindow(odd, null, "UTC"))).toEqual(["2026-03-01T09:51:00.000Z", "2026-03-08T10:01:00.000Z"]);
});

test("whole days of a zone are compared with as many whole days before them, however long clocks make each", () => {
  const before = (zone: string, at: string, days = 1) => {
    const { from } = calendarDay("today", zone, new Date(at));
    const to = new Date(startOfDate(localDate(from.getTime(), zone) + days * DAY_MS, zone));
    return [(to.getTime() - from.getTime()) / HOUR_MS, ...span(previousWindow({ from, to }, null, zone))];
  };
  const berlin = (at: string, days?: number) => before("Europe/Berlin", at, days);
  expect(berlin("2026-10-25T12:00Z")).toEqual([25, "2026-10-23T22:00:00.000Z", "2026-10-24T22:00:00.000Z"]);
  expect(berlin("2026-10-26T12:00Z")).toEqual([24, "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]);
  expect(berlin("2026-03-29T12:00Z")).toEqual([23, "2026-03-27T23:00:00.000Z", "2026-03-28T23:00:00.000Z"]);
  expect(berlin("2026-03-30T12:00Z")).toEqual([24, "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  expect(berlin("2026-03-29T12:00Z", 7)).toEqual([167, "2026-03-21T23:00:00.000Z", "2026-03-28T23:00:00.000Z"]);
  // Midnight is left out on the 6th of September there, and comes twice at the end of the 4th of April.
  const santiago = (at: string) => before("America/Santiago", at);
  expect(santiago("2026-09-06T12:00Z")).toEqual([23, "2026-09-05T04:00:00.000Z", "2026-09-06T04:00:00.000Z"]);
  expect(santiago("2026-09-07T12:00Z")).toEqual([24, "2026-09-06T04:00:00.000Z", "2026-09-07T03:00:00.000Z"]);
  expect(santiago("2026-04-04T12:00Z")).toEqual([25, "2026-04-03T03:00:00.000Z", "2026-04-04T03:00:00.000Z"]);
  expect(santiago("2026-04-05T12:00Z")).toEqual([24, "2026-04-04T03:00:00.000Z", "2026-04-05T04:00:00.000Z"]);
  // Samoa had no 30th of December.
  expect(before("Pacific/Apia", "2011-12-31T00:00Z").slice(1)).toEqual([
    "2011-12-29T10:00:00.000Z",
    "2011-12-30T10:00:00.000Z",
  ]);
});

test("a day so far is compared with as much of the day before it, and never with more than all of it", () => {
  const at = (now: string) => {
    const window = { ...calendarDay("today", "Europe/Berlin", new Date(now)), now: new Date(now) };
    return span(previousWindow(window, null, "Europe/Berlin"));
  };
  expect(at("2026-10-25T08:00:30Z")).toEqual(["2026-10-23T22:00:00.000Z", "2026-10-24T08:01:00.000Z"]);
  expect(at("2026-10-26T08:00:30Z")).toEqual(["2026-10-24T22:00:00.000Z", "2026-10-25T07:01:00.000Z"]);
  expect(at("2026-10-25T22:30:30Z")).toEqual(["2026-10-23T22:00:00.000Z", "2026-10-24T22:00:00.000Z"]);
});

test("in any zone the whole days before are as many, and end where theirs begin", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("UTC", "Europe/Berlin", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe"),
      fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2040, 0, 1) }),
      fc.integer({ min: 1, max: 40 }),
      (zone, epochMs, days) => {
        const { from } = calendarDay("today", zone, new Date(epochMs));
        const window = { from, to: new Date(startOfDate(localDate(from.getTime(), zone) + days * DAY_MS, zone)) };
        const before = previousWindow(window, null, zone);
        expect(before.to).toEqual(from);
        expect([countWholeDays(window, zone), countWholeDays(before, zone)]).toEqual([days, days]);
        expect(countWholeDays({ ...window, from: new Date(from.getTime() + MINUTE_MS) }, zone)).toBeNull();
      },
    ),
  );
});

test("what has passed of a window ends with the minute now is in, and is all of one that is over or yet to come", () => {
  const day = { from: new Date("2026-03-08T00:00:00Z"), to: new Date("2026-03-09T00:00:00Z") };
  const at = (now: string) => span(soFar(day, new Date(now)));
  expect(at("2026-03-08T09:00:30Z")).toEqual(["2026-03-08T00:00:00.000Z", "2026-03-08T09:01:00.000Z"]);
  for (const now of ["2026-03-01T00:00:00Z", "2026-03-08T23:59:30Z", "2026-03-20T00:00:00Z"]) {
    expect(at(now)).toEqual(span(day));
  }
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
