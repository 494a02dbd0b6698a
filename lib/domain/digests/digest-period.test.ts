import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalBucketsOf } from "../time/time-window";
import { DIGEST_CADENCES, DIGEST_DELAY_MS, latestDigestPeriod, nextDigestAt } from "./digest-period";

const ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Asia/Shanghai", "Australia/Lord_Howe", "Pacific/Apia"];

test("a digest is of the latest whole week or month of its zone, the one before it stands beside, and the next is due once", () => {
  const instant = fc.date({ min: new Date("2015-01-01"), max: new Date("2060-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...DIGEST_CADENCES), fc.constantFrom(...ZONES), instant, (cadence, zone, now) => {
      const { window, previous, firstDate, dueAt } = latestDigestPeriod(cadence, zone, now);
      const [only, ...others] = intervalBucketsOf(window, cadence === "weekly" ? "week" : "month", zone);
      expect([only?.label, only?.from, only?.to, others.length]).toEqual([firstDate, window.from, window.to, 0]);
      expect(previous.to).toEqual(window.from);
      expect(dueAt.getTime()).toBe(window.to.getTime() + DIGEST_DELAY_MS);

      const next = nextDigestAt(cadence, zone, now);
      expect(dueAt <= now && now < next).toBe(true);
      expect(latestDigestPeriod(cadence, zone, next).previous).toEqual(window);
      expect(latestDigestPeriod(cadence, zone, new Date(next.getTime() - 1)).window).toEqual(window);
    }),
  );
});

test.each([
  ["weekly", "UTC", "2026-03-09T06:59:59Z", "2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
  ["weekly", "UTC", "2026-03-09T07:00:00Z", "2026-03-02T00:00:00.000Z", "2026-03-09T00:00:00.000Z"],
  ["monthly", "Asia/Shanghai", "2026-03-31T23:30:00Z", "2026-02-28T16:00:00.000Z", "2026-03-31T16:00:00.000Z"],
  // A week of 167 hours: clocks go forward on its Sunday.
  ["weekly", "Europe/Berlin", "2026-03-30T08:00:00Z", "2026-03-22T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
] as const)("the latest %s digest in %s at %s is of the time since %s", (cadence, zone, now, from, to) => {
  const { window } = latestDigestPeriod(cadence, zone, new Date(now));
  expect([window.from.toISOString(), window.to.toISOString()]).toEqual([from, to]);
});
