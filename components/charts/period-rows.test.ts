import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { clockChange, shiftOf, withBefore } from "./period-rows";
import { ALL_LINES, type PlotRow, type TimePlotData } from "./plot-types";

const rowAt = (at: number, value: number | null = at): PlotRow => ({ at, filling: false, values: { a: value }, n: {} });
const plotOf = (rows: PlotRow[]): TimePlotData => ({
  ...{ rows, lines: [{ key: "a", label: "a", color: "" }] },
  ...{ from: rows[0]?.at ?? 0, to: (rows.at(-1)?.at ?? 0) + 1 },
});

test("each bucket stands beside the one that lies exactly a period earlier", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (count, steps) => {
      const plot = plotOf(Array.from({ length: count }, (_, index) => rowAt((steps + index) * HOUR_MS)));
      const before = plotOf(Array.from({ length: count }, (_, index) => rowAt(index * HOUR_MS)));
      const rows = withBefore(plot, before, { ms: steps * HOUR_MS, zone: null }, false);
      expect(rows.map((row) => row.at - (row.before?.at ?? 0))).toEqual(rows.map(() => steps * HOUR_MS));
    }),
  );
});

test("a bucket without a counterpart has none, and a gap is no zero", () => {
  const [alone, gap] = withBefore(
    plotOf([rowAt(10), rowAt(20)]),
    plotOf([rowAt(0, null)]),
    { ms: 20, zone: null },
    true,
  );
  expect(alone?.before).toBeUndefined();
  expect(gap?.before?.values).toEqual({ [ALL_LINES]: null });
});

test("days of a zone are matched by their dates, also across the days on which clocks change", () => {
  const days = ["2026-10-24T22:00Z", "2026-10-25T23:00Z", "2026-10-26T23:00Z"].map((text) => rowAt(Date.parse(text)));
  const before = ["2026-10-21T22:00Z", "2026-10-22T22:00Z", "2026-10-23T22:00Z"].map((text) => rowAt(Date.parse(text)));
  const rows = withBefore(plotOf(days), plotOf(before), { ms: 3 * DAY_MS, zone: "Europe/Berlin" }, false);
  expect(rows.map((row) => row.before?.at)).toEqual(before.map(({ at }) => at));
});

test("a period is shifted by whole steps, and a change of clocks is known", () => {
  const rows = [0, 15, 30, 45].map((minutes) => rowAt(minutes * 60_000));
  const window = { from: 7 * 60_000, to: 60 * 60_000 };
  expect(shiftOf(window, { from: -46 * 60_000, to: 7 * 60_000 }, { rows })).toBe(60 * 60_000);
  const [from, before] = [Date.parse("2026-10-28T00:00Z"), Date.parse("2026-10-21T00:00Z")];
  expect(clockChange({ from, to: from }, { from: before, to: from }, "Europe/Berlin")).toBe(HOUR_MS);
  expect(clockChange({ from, to: from }, { from: before, to: from }, "UTC")).toBe(0);
  expect(clockChange({ from, to: from }, { from: from - 7.5 * HOUR_MS, to: from }, "Europe/Berlin")).toBe(0);
  // Midnight to midnight, over a week of 169 hours.
  const [monday, earlier] = [Date.parse("2026-10-25T23:00Z"), Date.parse("2026-10-18T22:00Z")];
  expect(clockChange({ from: monday, to: from }, { from: earlier, to: monday }, "Europe/Berlin")).toBe(0);
});
