import fc from "fast-check";
import { expect, test } from "vitest";
import {
  autoStep,
  bucketsOf,
  countBuckets,
  epochMinute,
  INTERVALS,
  intervalBucketsOf,
  isTimeZone,
  resolveWindow,
  STEPS,
  WINDOW_NAMES,
} from "./time-window";
import { localDate } from "./time-zone";
import { HOUR_MS, MINUTE_MS } from "./units";

const at = (iso: string) => new Date(iso);
const window = (from: string, to: string) => ({ from: at(from), to: at(to) });

const zone = fc.constantFrom(
  "UTC",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "Australia/Lord_Howe",
  "America/New_York",
  "America/St_Johns",
  "America/Santiago",
  "America/Havana",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "Europe/Berlin",
);
const someWindow = fc
  .tuple(fc.integer({ min: 25_246_080, max: 31_556_160 }), fc.integer({ min: 1, max: 60_000 }))
  .map(([from, length]) => ({ from: new Date(from * MINUTE_MS), to: new Date((from + length) * MINUTE_MS) }));

test("a named window ends with the current minute and has its full length, a long one up to a quarter hour more", () => {
  const now = at("2026-03-08T12:34:56.789Z");
  expect(resolveWindow({ window: "1h" }, now)).toEqual(window("2026-03-08T11:35:00Z", "2026-03-08T12:35:00Z"));
  for (const [name, from] of [
    ["24h", "2026-03-07T12:35:00Z"],
    ["7d", "2026-03-01T12:30:00Z"],
    ["30d", "2026-02-06T12:30:00Z"],
    ["90d", "2025-12-08T12:30:00Z"],
  ] as const) {
    expect(resolveWindow({ window: name }, now)).toEqual(window(from, "2026-03-08T12:35:00Z"));
    expect(resolveWindow({ window: name }, at("2026-03-08T12:44:00Z")).from).toEqual(
      name === "24h" ? at("2026-03-07T12:45:00Z") : at(from.replace(":30:", ":45:")),
    );
  }
  expect(resolveWindow({ window: "24h" }, at("2026-03-08T12:00:00Z")).to).toEqual(at("2026-03-08T12:01:00Z"));
});

test("an explicit window grows outward to whole minutes", () => {
  expect(resolveWindow(window("2026-03-08T11:35:59.999Z", "2026-03-08T12:00:00.001Z"), new Date())).toEqual(
    window("2026-03-08T11:35:00Z", "2026-03-08T12:01:00Z"),
  );
  const aligned = window("2026-03-08T11:35:00Z", "2026-03-08T12:00:00Z");
  expect(resolveWindow(aligned, new Date())).toEqual(aligned);
  expect(() => resolveWindow({ from: aligned.to, to: aligned.from }, new Date())).toThrow(RangeError);
});

test("every named window draws in 60 to 750 buckets", () => {
  const steps = WINDOW_NAMES.map((name) => {
    const resolved = resolveWindow({ window: name }, at("2026-03-08T12:34:56Z"));
    const step = autoStep(resolved);
    expect(bucketsOf(resolved, step).length).toBe(countBuckets(resolved, step));
    expect(countBuckets(resolved, step)).toBeGreaterThanOrEqual(60);
    expect(countBuckets(resolved, step)).toBeLessThanOrEqual(750);
    return step;
  });
  expect(steps).toEqual(["1m", "15m", "1h", "1h", "1d"]);
});

test("buckets partition the window in every step and zone", () => {
  fc.assert(
    fc.property(someWindow, fc.constantFrom(...STEPS), zone, ({ from, to }, step, name) => {
      const short =
        step === "1m" ? { from, to: new Date(Math.min(to.getTime(), from.getTime() + HOUR_MS)) } : { from, to };
      const buckets = bucketsOf(short, step, name);
      expect(buckets[0]?.from).toEqual(short.from);
      expect(buckets.at(-1)?.to).toEqual(short.to);
      const broken = buckets.filter(
        (bucket, index) =>
          bucket.from >= bucket.to ||
          bucket.at > bucket.from ||
          (index > 0 && (+bucket.from !== +(buckets[index - 1]?.to ?? 0) || +bucket.at !== +bucket.from)),
      );
      expect(broken).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("every instant of a day bucket has the date of its label", () => {
  fc.assert(
    fc.property(someWindow, zone, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (span, name, part) => {
      for (const { from, to, label } of intervalBucketsOf(span, "day", name)) {
        const instants = [
          from.getTime(),
          to.getTime() - 1,
          from.getTime() + Math.floor(part * (to.getTime() - from.getTime())),
        ];
        for (const instant of instants) {
          expect(new Date(localDate(instant, name)).toISOString().slice(0, 10)).toBe(label);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("days, weeks and months add up to the same window, and weeks begin on Monday", () => {
  fc.assert(
    fc.property(someWindow, fc.constantFrom(...INTERVALS), zone, (span, interval, name) => {
      const buckets = intervalBucketsOf(span, interval, name);
      const length = buckets.reduce((sum, { from, to }) => sum + (to.getTime() - from.getTime()), 0);
      expect(length).toBe(span.to.getTime() - span.from.getTime());
      for (const { label } of buckets) {
        if (interval === "week") expect(at(`${label}T00:00:00Z`).getUTCDay()).toBe(1);
        if (interval === "month") expect(label).toMatch(/^\d{4}-\d{2}-01$/);
        if (interval === "none") expect(label).toBeNull();
      }
    }),
    { numRuns: 60 },
  );
});

test("a day is as long as the zone's clocks made it", () => {
  const hours = (name: string, from: string, to: string) =>
    intervalBucketsOf(window(from, to), "day", name).map(({ at: start, to: end, label }) => [
      label,
      (end.getTime() - start.getTime()) / HOUR_MS,
    ]);
  expect(hours("America/New_York", "2026-03-07T05:00:00Z", "2026-03-10T04:00:00Z")).toEqual([
    ["2026-03-07", 24],
    ["2026-03-08", 23],
    ["2026-03-09", 24],
  ]);
  expect(hours("America/New_York", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")).toEqual([["2026-11-01", 25]]);
  expect(hours("Australia/Lord_Howe", "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z")).toEqual([["2026-04-05", 24.5]]);
  expect(hours("Asia/Kathmandu", "2026-02-27T18:15:00Z", "2026-02-28T18:15:00Z")).toEqual([["2026-02-28", 24]]);
});

test("a day whose midnight does not exist begins at the change", () => {
  const [day] = intervalBucketsOf(window("2026-09-06T04:00:00Z", "2026-09-06T05:00:00Z"), "day", "America/Santiago");
  expect([day?.label, day?.at.toISOString()]).toEqual(["2026-09-06", "2026-09-06T04:00:00.000Z"]);
});

test("a date the zone skipped has no bucket", () => {
  const days = intervalBucketsOf(window("2011-12-29T10:00:00Z", "2011-12-31T10:00:00Z"), "day", "Pacific/Apia");
  expect(days.map(({ label }) => label)).toEqual(["2011-12-29", "2011-12-31"]);
});

test("clipped edges keep their aligned start, and only what has not ended is filling", () => {
  const span = { ...window("2026-01-31T10:07:00Z", "2026-02-01T00:20:00Z"), now: at("2026-02-01T00:19:30Z") };
  expect(bucketsOf(span, "1h").at(-1)).toEqual({
    at: at("2026-02-01T00:00:00Z"),
    from: at("2026-02-01T00:00:00Z"),
    to: at("2026-02-01T00:20:00Z"),
    filling: true,
  });
  expect(bucketsOf(span, "15m")[0]).toMatchObject({ at: at("2026-01-31T10:00:00Z"), filling: false });
  expect(intervalBucketsOf(span, "month").map(({ label, filling }) => [label, filling])).toEqual([
    ["2026-01-01", false],
    ["2026-02-01", true],
  ]);
});

test("only IANA names are zones", () => {
  for (const name of ["UTC", "Asia/Kathmandu", "Etc/GMT+5", "America/Argentina/Buenos_Aires"]) {
    expect(isTimeZone(name)).toBe(true);
  }
  for (const name of ["", "+05:30", "-0500", "Mars/Base", "Asia/Kathmandu "]) expect(isTimeZone(name)).toBe(false);
});

test("an epoch minute rounds down", () => {
  expect(epochMinute(at("1970-01-01T00:02:59.999Z"))).toBe(2);
});
