import fc from "fast-check";
import { expect, test } from "vitest";
import { PLOT_LEFT, PLOT_RIGHT } from "./plot-style";
import type { PlotRow } from "./plot-types";
import { timeGeometry } from "./time-geometry";

const rowsOf = (starts: number[]): PlotRow[] => starts.map((at) => ({ at, filling: false, values: {}, n: {} }));
const shape = fc.record({
  draws: fc.constantFrom("lines" as const, "bars" as const),
  count: fc.integer({ min: 1, max: 200 }),
  width: fc.integer({ min: 200, max: 2_000 }),
});
const geometryOf = ({ draws, count, width }: { draws: "lines" | "bars"; count: number; width: number }) =>
  timeGeometry({
    ...{ draws, width, from: 0, to: count * 10 },
    rows: rowsOf(Array.from({ length: count }, (_, n) => n * 10)),
  });

test("the bucket that is pointed at is the one drawn there, and all lie within the plot", () => {
  fc.assert(
    fc.property(shape, (one) => {
      const { xOf, indexAt } = geometryOf(one);
      for (let index = 0; index < one.count; index++) {
        expect(indexAt(xOf(index))).toBe(index);
        expect(xOf(index)).toBeGreaterThanOrEqual(PLOT_LEFT);
        expect(xOf(index)).toBeLessThanOrEqual(one.width - PLOT_RIGHT);
      }
      expect([indexAt(-50), indexAt(one.width + 50)]).toEqual([0, one.count - 1]);
    }),
  );
});

test("instants keep their order, and those beyond the window are nowhere", () => {
  fc.assert(
    fc.property(shape, fc.nat(), fc.nat(), (one, a, b) => {
      const { placeOf } = geometryOf(one);
      const end = one.count * 10;
      const [first, second] = [Math.min(a % end, b % end), Math.max(a % end, b % end)];
      expect(placeOf(first) ?? Number.NaN).toBeLessThanOrEqual(placeOf(second) ?? Number.NaN);
      expect([placeOf(-1), placeOf(end + 1)]).toEqual([null, null]);
    }),
  );
});

test("a mark in a bar stands as far in as its time is", () => {
  const { placeOf } = timeGeometry({
    ...{ draws: "bars", from: 0, to: 20, rows: rowsOf([0, 10]), width: PLOT_LEFT + PLOT_RIGHT + 100 },
  });
  expect([0, 5, 10, 19].map((at) => placeOf(at))).toEqual([0, 25, 50, 95].map((x) => PLOT_LEFT + x));
});
