import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { beforeRange } from "./before-range";
import { withBefore } from "./period-rows";
import type { TimePlotData } from "./plot-types";

const plotOf = (from: number, to: number, step: number): TimePlotData => ({
  ...{ from, to, lines: [] },
  rows: Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => ({
    ...{ at: from + index * step, filling: false, values: {}, n: {} },
  })),
});
const textOf = (at: number) => new Date(at).toISOString();
const march = { from: Date.parse("2026-03-01T00:00Z"), to: Date.parse("2026-04-01T00:00Z") };
const february = { from: "2026-02-01T00:00:00.000Z", to: "2026-03-01T00:00:00.000Z" };

test.each([true, false])(
  "a month is compared with a shorter one before it, and with no day of its own (%s)",
  (isByDate) => {
    const { from, to } = beforeRange(plotOf(march.from, march.to, HOUR_MS), february, isByDate);
    expect({ from: textOf(from), to: textOf(to) }).toEqual(february);
  },
);

test("weeks of a range that is no multiple of a week stand beside weeks", () => {
  const week = 7 * DAY_MS;
  const monday = Date.parse("2026-03-02T00:00Z");
  const weeks = (from: number, to: number) => {
    const plot = plotOf(monday - Math.ceil((monday - from) / week) * week, to, week);
    return { ...plot, from, to };
  };
  fc.assert(
    fc.property(fc.integer({ min: 101, max: 400 }), fc.integer({ min: 0, max: 6 }), (days, begin) => {
      const own = weeks(monday + begin * DAY_MS, monday + (begin + days) * DAY_MS);
      const period = { from: textOf(own.from - days * DAY_MS), to: textOf(own.from) };
      const { from, to, shift } = beforeRange(own, period, true);
      const rows = withBefore(own, weeks(from, to), { ms: shift, zone: "UTC" }, true);
      expect(rows.every(({ before }) => before !== undefined)).toBe(true);
      expect(to).toBeLessThanOrEqual(own.from);
      expect(shift - days * DAY_MS).toBeLessThan(week);
    }),
  );
});

test("the period before never reaches into the one it is compared with", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      (days, others, isByDate) => {
        const own = plotOf(march.from, march.from + days * DAY_MS, HOUR_MS);
        const period = { from: textOf(march.from - others * DAY_MS), to: textOf(march.from) };
        expect(beforeRange(own, period, isByDate).to).toBeLessThanOrEqual(own.from);
      },
    ),
  );
});
