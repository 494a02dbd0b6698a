import { expect, test } from "vitest";
import { fillingValue, isolatedPoints, settledValue } from "./line-parts";
import type { PlotRow } from "./plot-types";

const rowsOf = (values: (number | null)[], filling = -1): PlotRow[] =>
  values.map((value, at) => ({ at, filling: at === filling, values: { a: value }, n: {} }));

test("the filling bucket is dashed from its settled neighbour, and never part of the solid line", () => {
  const rows = rowsOf([1, 2, 3], 2);
  expect(rows.map((row) => settledValue(row, "a"))).toEqual([1, 2, null]);
  expect(rows.map((_, index) => fillingValue(rows, index, "a"))).toEqual([null, 2, 3]);
});

test("a value between two gaps is shown as a point of its own", () => {
  expect([...isolatedPoints(rowsOf([null, 5, null, 6, 7, null, 8]), "a")]).toEqual([1, 6]);
});

test("a zero is a value, not a gap", () => {
  expect(isolatedPoints(rowsOf([0, 0]), "a").size).toBe(0);
});
