import { expect, test } from "vitest";
import { fillingValue, isolatedBefore, isolatedPoints, ribbonOf, settledValue } from "./line-parts";
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

test("a value that its samples cannot bound is a point beside the line, and has no ribbon", () => {
  const bands = { a: [1, 3] as const };
  const rows = rowsOf([2, 2, 9, 2]).map((row) => ({ ...row, bands: row.at === 2 ? { a: [4, null] as const } : bands }));
  expect(rows.map((row) => settledValue(row, "a"))).toEqual([2, 2, null, 2]);
  expect([...isolatedPoints(rows, "a")]).toEqual([2, 3]);
  expect(rows.map((row) => ribbonOf(row, "a"))).toEqual([[1, 3], [1, 3], null, [1, 3]]);
});

test("a value of the period before that has a gap on both sides is shown as a point of its own", () => {
  const before = [null, 5, null, 6, 7, null, 8];
  const rows = rowsOf([1, 1, 1, 1, 1, 1, 1]).map((row) => {
    return { ...row, before: { at: row.at, values: { a: before[row.at] ?? null } } };
  });
  expect([...isolatedBefore(rows, "a")]).toEqual([1, 6]);
  expect([...isolatedBefore(rows.slice(3, 4), "a")]).toEqual([3]);
  expect(isolatedBefore(rowsOf([1, 2]), "a").size).toBe(0);
});
