import { expect, test } from "vitest";
import { axisTicks } from "./axis-ticks";
import { heatStep, heatSteps } from "./heat-scale";
import { logTicks } from "./log-ticks";
import { niceCeil } from "./nice-ceil";
import { quantilePosition, quantileTicks } from "./quantile-axis";

test("each further nine takes as much room as the one before", () => {
  const room = (a: number, b: number) => quantilePosition(b) - quantilePosition(a);
  expect(room(0.9, 0.99)).toBeCloseTo(room(0.99, 0.999));
});

test("the last quantile has a finite place", () => {
  expect(quantilePosition(1)).toBe(quantilePosition(0.99999));
  expect(quantileTicks(0.99).map(({ label }) => label)).toEqual(["min", "p50", "p75", "p90", "p95", "p99"]);
});

test("a logarithmic axis names round values, fewer where it is long", () => {
  expect(logTicks(90, 3000)).toEqual([100, 200, 500, 1000, 2000]);
  expect(logTicks(3, 60_000)).toEqual([10, 100, 1000, 10_000]);
  expect(logTicks(0, 5)).toEqual([]);
});

test("an axis ends on a round number at or above its largest value", () => {
  expect([0.3, 1, 4.17, 9.2, 2_100, 0].map(niceCeil)).toEqual([0.5, 1, 5, 10, 2_500, 1]);
});

test("an axis from zero is cut into round steps that reach the top", () => {
  expect(axisTicks(3_700)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  expect(axisTicks(0.0085)).toEqual([0, 0.0025, 0.005, 0.0075, 0.01]);
  expect(axisTicks(800)).toEqual([0, 200, 400, 600, 800]);
  expect(axisTicks(0)).toEqual([0, 1]);
});

test("heat runs from the least to the largest value over six colours", () => {
  const steps = heatSteps([0, 60], String);
  expect([0, 10, 11, 59, 60].map((value) => heatStep(value, steps))).toEqual([0, 0, 1, 5, 5]);
});

test("equal values are all coolest, not all hottest", () => {
  expect(heatStep(7, heatSteps([7, 7], String))).toBe(0);
});
