import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketsOf, intervalBucketsOf } from "@/lib/domain/time/time-window";
import { startOfDate, zoneOffsetMs } from "@/lib/domain/time/time-zone";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { barTicks, type TimeTick, timeTicks } from "./time-axis";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ZONES = [
  "UTC",
  "Asia/Shanghai",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/New_York",
  "America/Havana",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Chatham",
];

const at = (iso: string) => Date.parse(iso);
const labelsOf = (ticks: readonly TimeTick[]) => ticks.map(({ label }) => label);
const lines = (from: string, to: string, zone: string, width: number) =>
  labelsOf(timeTicks({ from: at(from), to: at(to), zone, width }));
const dayStarts = (from: string, to: string, zone: string, interval: "day" | "week" = "day") =>
  intervalBucketsOf({ from: new Date(from), to: new Date(to) }, interval, zone).map((bucket) => bucket.at.getTime());

/** The instants that labels name, read from left to right as a person would. */
function readLabels(ticks: readonly TimeTick[], zone: string): number[] {
  let year = new Date((ticks[0]?.at ?? 0) + zoneOffsetMs(ticks[0]?.at ?? 0, zone)).getUTCFullYear();
  let date = Number.NaN;
  return labelsOf(ticks).map((label) => {
    if (/^\d{4}$/.test(label)) return startOfDate(Date.UTC(Number(label), 0, 1), zone);
    const parts = label.match(
      /^(?:(\w{3}) (\d+)(?:, (\d{4}))?(?:, )?)?(?:(\d\d):(\d\d)(?: UTC(?:([+-])(\d\d):(\d\d))?)?)?$/,
    );
    if (!parts) throw new Error(`"${label}" is no label`);
    const [, month, day, named, hours, minutes, sign, offsetHours, offsetMinutes] = parts;
    year = named ? Number(named) : year;
    if (month) date = Date.UTC(year, MONTHS.indexOf(month), Number(day));
    if (hours === undefined) return startOfDate(date, zone);
    const local = date + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
    if (sign) return local - Number(`${sign}1`) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS;
    // The first of the instants at which clocks show this.
    const candidates = Array.from({ length: 27 * 4 + 1 }, (_, quarter) => local - (14 * 4 - quarter) * 15 * MINUTE_MS);
    return candidates.find((instant) => instant + zoneOffsetMs(instant, zone) === local) ?? Number.NaN;
  });
}

const zone = fc.constantFrom(...ZONES);
const from = fc.integer({ min: at("2024-01-01T00:00:00Z") / MINUTE_MS, max: at("2027-06-01T00:00:00Z") / MINUTE_MS });
const length = fc.oneof(
  fc.integer({ min: 5, max: 4 * 24 * 60 }),
  fc.integer({ min: 24 * 60, max: 100 * 24 * 60 }),
  fc.integer({ min: 100 * 24 * 60, max: 900 * 24 * 60 }),
);
const width = fc.integer({ min: 200, max: 1900 });
// Clocks change within these, whatever else is tried.
const NEAR_CHANGES = [
  "2026-03-29T00:00:00Z",
  "2026-10-25T00:00:00Z",
  "2026-03-08T06:00:00Z",
  "2026-11-01T05:00:00Z",
  "2026-04-04T14:00:00Z",
].map((iso) => at(iso) / MINUTE_MS);
const near = fc.tuple(fc.constantFrom(...NEAR_CHANGES), fc.integer({ min: -300, max: 300 })).map(([a, b]) => a + b);

const windows = fc.record({ zone, width, from: fc.oneof(from, near), length }).map((drawn) => ({
  zone: drawn.zone,
  width: drawn.width,
  from: drawn.from * MINUTE_MS,
  to: (drawn.from + drawn.length) * MINUTE_MS,
}));

test("every label names the very instant it stands at, in any zone and across changes of its clocks", () => {
  fc.assert(
    fc.property(windows, (window) => {
      const ticks = timeTicks(window);
      expect(readLabels(ticks, window.zone)).toEqual(ticks.map((tick) => tick.at));
    }),
    { numRuns: 150 },
  );
});

test("no two neighbours read the same, stand closer than their labels are wide, or leave the window", () => {
  fc.assert(
    fc.property(windows, (window) => {
      const ticks = timeTicks(window);
      const place = (tick: TimeTick) => ((tick.at - window.from) / (window.to - window.from)) * window.width;
      ticks.forEach((tick, index) => {
        expect(tick.at >= window.from && tick.at <= window.to).toBe(true);
        const before = ticks[index - 1];
        if (!before) return;
        expect(tick.label).not.toBe(before.label);
        expect(place(tick) - place(before)).toBeGreaterThan((tick.label.length + before.label.length) * 3 + 12);
      });
    }),
    { numRuns: 150 },
  );
});

test.each([1, 7, 30, 90, 400, 1500])("a window of %i days has at least two ticks, on a phone as on a desk", (days) => {
  for (const wide of [260, 600, 1400]) {
    const start = at("2026-01-03T09:41:00Z");
    const ticks = timeTicks({ from: start, to: start + days * DAY_MS, zone: "Europe/Berlin", width: wide });
    expect([wide, ticks.length >= 2]).toEqual([wide, true]);
  }
});

test("each bar that is named is named by where it begins, whatever its step and the zone", () => {
  fc.assert(
    fc.property(windows, fc.constantFrom("15m", "1h", "1d"), (window, step) => {
      const end = Math.min(window.to, window.from + { "15m": 2, "1h": 9, "1d": 100 }[step] * DAY_MS);
      const buckets = bucketsOf({ from: new Date(window.from), to: new Date(end) }, step, window.zone);
      const starts = buckets.map((bucket) => bucket.at.getTime());
      const ticks = barTicks({ starts, zone: window.zone, width: window.width });
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.filter((tick) => !starts.includes(tick.at))).toEqual([]);
      expect(readLabels(ticks, window.zone)).toEqual(ticks.map((tick) => tick.at));
      expect(ticks.filter(({ label }, index) => label === ticks[index - 1]?.label)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("a narrow axis names one day where two would touch", () => {
  const window = { from: new Date(1_704_067_200_000), to: new Date(1_704_430_860_000) };
  const starts = bucketsOf(window, "1h", "Asia/Kathmandu").map((bucket) => bucket.at.getTime());
  expect(labelsOf(barTicks({ starts, zone: "Asia/Kathmandu", width: 200 }))).toEqual([
    expect.stringMatching(/^Jan \d/),
  ]);
});

test("seven days of bars are named by their dates, never by a time of the day", () => {
  const starts = dayStarts("2026-11-22T09:00:00Z", "2026-11-29T09:00:00Z", "UTC");
  for (const wide of [300, 700, 1300, 1800]) {
    expect(labelsOf(barTicks({ starts, zone: "UTC", width: wide }))).toSatisfy((labels: string[]) =>
      labels.every((label) => /^Nov \d+$/.test(label)),
    );
  }
  expect(labelsOf(barTicks({ starts, zone: "UTC", width: 1300 }))).toHaveLength(8);
});

test("bars of the last thirty of ninety days carry no date from before them", () => {
  const starts = dayStarts("2026-10-30T12:00:00Z", "2026-11-29T12:00:00Z", "UTC");
  const ticks = barTicks({ starts, zone: "UTC", width: 1000 });
  expect(labelsOf(ticks).every((label) => /^(Oct 3[01]|Nov \d+)$/.test(label))).toBe(true);
});

test("a day reads in the zone's own hours, midnight as the date, and the first label says its date", () => {
  expect(lines("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "Asia/Shanghai", 400)).toEqual([
    "Mar 1, 12:00",
    "18:00",
    "Mar 2",
    "06:00",
  ]);
});

test("an hour is cut into round minutes", () => {
  expect(lines("2026-03-01T10:07:00Z", "2026-03-01T11:07:00Z", "UTC", 480)).toEqual([
    "Mar 1, 10:10",
    "10:20",
    "10:30",
    "10:40",
    "10:50",
    "11:00",
  ]);
});

test("hours stay on the clock when it is put forward, and a time it shows again says its offset", () => {
  expect(lines("2026-03-28T23:00:00Z", "2026-03-29T23:00:00Z", "Europe/Berlin", 500)).toEqual([
    "Mar 29",
    "06:00",
    "12:00",
    "18:00",
    "Mar 30",
  ]);
  expect(lines("2026-10-24T23:30:00Z", "2026-10-25T03:30:00Z", "Europe/Berlin", 1100)).toEqual([
    "Oct 25, 01:30",
    "02:00",
    "02:30",
    "02:00 UTC+01:00",
    "02:30 UTC+01:00",
    "03:00",
    "03:30",
    "04:00",
  ]);
});

test("weeks begin on Monday, months on their first, and a window over years says which", () => {
  expect(lines("2026-03-01T00:00:00Z", "2026-03-31T00:00:00Z", "UTC", 420)).toEqual([
    "Mar 2",
    "Mar 9",
    "Mar 16",
    "Mar 23",
    "Mar 30",
  ]);
  expect(lines("2026-10-10T00:00:00Z", "2027-03-10T00:00:00Z", "UTC", 600)).toEqual([
    "Nov 1, 2026",
    "Dec 1",
    "Jan 1, 2027",
    "Feb 1",
    "Mar 1",
  ]);
});
