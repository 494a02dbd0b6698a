import fc from "fast-check";
import { expect, test } from "vitest";
import { sketchFromValues } from "../sketch/sketch";
import { healthyHours, type ModelHour } from "./healthy-hours";
import { latencyPoints } from "./latency-points";
import { shareAbove } from "./model-traffic";

const hour = (judged: number, failures: number, p90: number | null = 500): ModelHour => ({
  judged,
  failures,
  p90s: [p90, null],
});
const days = (count: number, one: (at: number) => ModelHour) => Array.from({ length: count }, (_, at) => one(at));

test("an outage of hours is left out, whatever its depth, and the others are kept", () => {
  const week = days(168, (at) => hour(1_000, at >= 50 && at < 60 ? 80 * (at - 49) : at % 3));

  const remaining = healthyHours(week);

  expect(remaining).toHaveLength(158);
  expect(remaining.some((at) => at >= 50 && at < 60)).toBe(false);
});

test("rare failures stay in the rate, though most hours have none", () => {
  const week = days(168, (at) => hour(100, at % 10 === 0 ? 1 : 0));
  expect(healthyHours(week)).toHaveLength(168);
});

test("an hour twice as slow is left out, and one whose samples are too few is not judged by them", () => {
  const week = days(24, (at) => hour(1_000, 1, at === 5 ? 1_100 : at === 6 ? null : 500));
  expect(healthyHours(week)).toEqual(days(24, () => hour(1, 0)).flatMap((_, at) => (at === 5 ? [] : [at])));
});

test("a model that mostly fails has no healthy hour, nor has one without counted attempts", () => {
  expect(healthyHours(days(5, () => hour(100, 60)))).toEqual([]);
  expect(healthyHours([hour(0, 0)])).toEqual([]);
  expect(healthyHours([])).toEqual([]);
});

test("points are few, ascending and within the sketch's error of the samples, also far out in the tail", () => {
  const samples = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 2_000 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 5_000_000 }), (values, limit) => {
      const sorted = values.toSorted((a, b) => a - b);
      const range = { min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
      const points = latencyPoints(sketchFromValues(values).bins(), range);

      expect(points.length).toBeLessThanOrEqual(200);
      for (const [at, [value, share]] of points.entries()) {
        if (at > 0) expect(value).toBeGreaterThan(points[at - 1]?.[0] ?? 0);
        if (at > 0) expect(share).toBeGreaterThanOrEqual(points[at - 1]?.[1] ?? 0);
      }
      expect(points.at(-1)).toEqual([range.max, 1]);
      // The end of a bin is exact: what is above a point's value is what the samples say.
      for (const [value, share] of points.slice(1)) {
        const above = values.filter((sample) => sample > value).length / values.length;
        expect(1 - share).toBeCloseTo(above, 9);
      }
      const observed = shareAbove({ points }, limit);
      const [low, high] = [limit * 1.1 + 200, limit / 1.1 - 200].map(
        (edge) => values.filter((sample) => sample > edge).length / values.length,
      );
      expect(observed).toBeGreaterThanOrEqual((low ?? 0) - 0.03);
      expect(observed).toBeLessThanOrEqual((high ?? 1) + 0.03);
    }),
  );
  expect(latencyPoints([], null)).toEqual([]);
});
