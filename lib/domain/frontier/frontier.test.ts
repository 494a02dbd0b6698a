import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_FAILOVER } from "../policies/default-failover";
import { onFrontier } from "./frontier-point";
import { sweepGrid } from "./sweep-grid";

const draft = fc.record({
  fallbacks: fc.uniqueArray(fc.constantFrom("b", "c", "d", "e", "f"), { maxLength: 5 }),
  failover: fc.record({
    max_error_rate: fc.constantFrom(0, 0.05, 0.6, 1),
    latency: fc.constantFrom(null, { metric: "ttft_ms" as const, percentile: 99, max_ms: 800 }),
    ramp: fc.constantFrom([1], [0.2, 1]),
  }),
});

test("a grid begins with the draft, has no policy twice, none that is not valid, and no more than asked for", () => {
  fc.assert(
    fc.property(draft, fc.integer({ min: 1, max: 80 }), ({ fallbacks, failover }, most) => {
      const policy = { tier: "t", fallbacks, failover: { ...DEFAULT_FAILOVER, ...failover } };
      const { all, points } = sweepGrid(policy, most);
      expect(points[0]).toEqual(policy);
      expect(points).toHaveLength(Math.min(all, most));
      expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
      for (const point of points) {
        expect(point.tier).toBe("t");
        expect(point.fallbacks.toSorted()).toEqual(fallbacks.toSorted());
        expect(point.failover.max_error_rate).toBeLessThanOrEqual(1);
        expect(point.failover.ramp.at(-1)).toBe(1);
      }
      expect(sweepGrid(policy, most).points).toEqual(points);
    }),
  );
});

test("three fallbacks are tried in all six orders, five each first", () => {
  const ordersOf = (fallbacks: string[]) => {
    const { points } = sweepGrid({ fallbacks, failover: { ...DEFAULT_FAILOVER, ramp: [1] } }, 1_000);
    return new Set(points.map((point) => point.fallbacks.join())).size;
  };
  expect(ordersOf(["b", "c", "d"])).toBe(6);
  expect(ordersOf(["b", "c", "d", "e", "f"])).toBe(5);
  expect(ordersOf([])).toBe(1);
});

const point = fc.record({
  compared: fc.constantFrom(0, 94, 95, 100),
  errorRate: fc.option(fc.integer({ min: 0, max: 4 }).map((step) => step / 4)),
  p99Ms: fc.option(fc.integer({ min: 1, max: 5 })),
  costPico: fc.option(fc.bigInt({ min: 0n, max: 4n })),
});

test("a point is on the frontier unless another is as good in all and better in one; unknown ones and those of fewer attempts never are", () => {
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (points) => {
      const known = points.filter(
        (one) =>
          Object.values(one).every((value) => value !== null) && one.compared >= (points[0]?.compared ?? 0) * 0.95,
      );
      const coordinates = ({ errorRate, p99Ms, costPico }: (typeof points)[number]) =>
        [errorRate ?? 0, p99Ms ?? 0, Number(costPico ?? 0n)] as const;
      const beats = (one: readonly number[], other: readonly number[]) =>
        one.every((value, axis) => value <= (other[axis] ?? 0)) &&
        one.some((value, axis) => value < (other[axis] ?? 0));
      const expected = points.map(
        (one) => known.includes(one) && !known.some((other) => beats(coordinates(other), coordinates(one))),
      );
      expect(onFrontier(points)).toEqual(expected);
      if (known.length > 0) expect(onFrontier(points)).toContain(true);
    }),
  );
});
