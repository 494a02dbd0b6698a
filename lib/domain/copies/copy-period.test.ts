import fc from "fast-check";
import { expect, test } from "vitest";
import { COPY_DELAY_MS, COPY_PERIODS, latestPeriod, nextCopyAt } from "./copy-period";

test("a copy is of the latest period that has been over for an hour, and the next one is due when the next is", () => {
  const instant = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(fc.constantFrom(...COPY_PERIODS), instant, (every, now) => {
      const { from, to } = latestPeriod(every, now);
      const next = nextCopyAt(every, now);
      expect(from < to && to.getTime() + COPY_DELAY_MS <= now.getTime() && next > now).toBe(true);
      expect(latestPeriod(every, next).from).toEqual(to);
      expect(latestPeriod(every, new Date(next.getTime() - 1))).toEqual({ from, to });
    }),
  );
});

test.each([
  ["day", "2026-03-02T00:59:59Z", "2026-02-28T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
  ["day", "2026-03-02T01:00:00Z", "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
  ["week", "2026-03-04T12:00:00Z", "2026-02-23T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
  ["month", "2026-01-10T00:00:00Z", "2025-12-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
] as const)("the latest %s at %s begins %s", (every, now, from, to) => {
  const period = latestPeriod(every, new Date(now));
  expect([period.from.toISOString(), period.to.toISOString()]).toEqual([from, to]);
});
