import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { HOUR_US } from "../time/units";
import { bandRanks, nearestRank, percentileOf, quantilesOfSketch } from "./percentile";
import { Sketch, sketchFromValues } from "./sketch";
import { summarizeBlocks } from "./summarize-blocks";
import { NO_SAMPLES, type Range } from "./summary";

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const summarizeSorted = (values: readonly number[]) => {
  const sorted = Float64Array.from(values);
  const range = values.length === 0 ? null : { min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
  return summarizeBlocks([{ block: 0, range, sorted }]);
};
const summarizeSketch = (sketch: Sketch, range: Range | null) =>
  summarizeBlocks([{ block: 0, range, pairs: sketch.pairs() }]);

/** P(Binomial(n, q) ≤ k) by summing Pascal's way, slow and independent of what it checks. */
function binomialAtMost(n: number, q: number, k: number): number {
  let row = Float64Array.of(1);
  for (let trial = 1; trial <= n; trial++) {
    const next = new Float64Array(trial + 1);
    for (let hits = 0; hits <= trial; hits++) next[hits] = (row[hits] ?? 0) * (1 - q) + (row[hits - 1] ?? 0) * q;
    row = next;
  }
  return row.slice(0, Math.max(0, k + 1)).reduce((sum, p) => sum + p, 0);
}

test("p99 has an upper bound from 299 samples on and not before", () => {
  expect(bandRanks(298, 0.99).hi).toBeNull();
  expect(bandRanks(299, 0.99).hi).toBe(299);
  for (let n = 1; n < 299; n++) expect(bandRanks(n, 0.99).hi).toBeNull();
  for (let n = 299; n < 3_000; n++) expect(bandRanks(n, 0.99).hi).not.toBeNull();
  expect(bandRanks(58, 0.95).hi).toBeNull();
  expect(bandRanks(59, 0.95).hi).toBe(59);
});

test("known ranks of the median", () => {
  expect(bandRanks(5, 0.5)).toEqual({ lo: null, hi: null });
  expect(bandRanks(6, 0.5)).toEqual({ lo: 1, hi: 6 });
  expect(bandRanks(100, 0.5)).toEqual({ lo: 40, hi: 61 });
  expect(bandRanks(0, 0.5)).toEqual({ lo: null, hi: null });
});

test("exact bands hold the percentile at least 95 % of the time, and hardly more than asked", () => {
  for (const q of [0.5, 0.9, 0.95, 0.99]) {
    for (const n of [1, 2, 7, 20, 59, 72, 150, 299, 330, 368, 700]) {
      const { lo, hi } = bandRanks(n, q);
      const missBelow = lo === null ? 0 : binomialAtMost(n, q, lo - 1);
      const missAbove = hi === null ? 0 : 1 - binomialAtMost(n, q, hi - 1);
      expect(missBelow + missAbove).toBeLessThanOrEqual(0.05 + 1e-9);
      if (lo !== null && hi !== null && hi < n) {
        expect(1 - binomialAtMost(n, q, hi - 2)).toBeGreaterThan(0.025 - 1e-9);
        expect(binomialAtMost(n, q, lo)).toBeGreaterThan(0.025 - 1e-9);
      }
    }
  }
});

test("the approximation meets the exact ranks where it takes over", () => {
  for (const q of [0.5, 0.95, 0.99]) {
    const n = Math.floor(2_500 / (q * (1 - q)));
    const exact = bandRanks(n - 1, q);
    const approximate = bandRanks(n + 2, q);
    expect(Math.abs((approximate.lo ?? 0) - (exact.lo ?? 0))).toBeLessThanOrEqual(4);
    expect(Math.abs((approximate.hi ?? 0) - (exact.hi ?? 0))).toBeLessThanOrEqual(4);
  }
});

test("ranks surround the nearest rank and stay within 1 to n", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom(0.5, 0.95, 0.99, 0.999), (n, q) => {
      const { lo, hi } = bandRanks(n, q);
      if (lo !== null) expect(lo >= 1 && lo <= Math.ceil(q * n)).toBe(true);
      if (hi !== null) expect(hi <= n && hi >= Math.ceil(q * n)).toBe(true);
    }),
  );
});

test("simulated bands of a skewed distribution cover its true percentile", () => {
  const random = seededRandom(7);
  const logNormal = () => Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
  const truth = { p50: 1, p95: 5.180251602233015, p99: 10.240473656312375 };
  for (const n of [120, 400]) {
    const covered = { p50: 0, p95: 0, p99: 0 };
    const trials = 1_500;
    for (let trial = 0; trial < trials; trial++) {
      const { bands } = summarizeSorted(ascending(Array.from({ length: n }, logNormal)));
      for (const key of ["p50", "p95", "p99"] as const) {
        const [lo, hi] = bands[key];
        if ((lo ?? 0) <= truth[key] && truth[key] <= (hi ?? Number.POSITIVE_INFINITY)) covered[key]++;
      }
    }
    // Three standard errors below 95 %.
    for (const hits of Object.values(covered)) expect(hits / trials).toBeGreaterThan(0.933);
  }
});

test("a summary of sorted samples is exact", () => {
  const values = Array.from({ length: 1_000 }, (_, index) => index + 1);
  expect(summarizeSorted(values)).toMatchObject({ n: 1_000, min: 1, max: 1_000, p50: 500, p95: 950, p99: 990 });
});

test("no samples give nulls, not zeros", () => {
  expect(summarizeSorted([])).toEqual(NO_SAMPLES);
  expect(summarizeSketch(new Sketch(), null)).toEqual(NO_SAMPLES);
  expect(quantilesOfSketch(new Sketch(), [0.5], null)).toEqual([null]);
});

test("a sketch's summary is within 1 % of the exact one and within min and max", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: HOUR_US }), { minLength: 1, maxLength: 400 }), (values) => {
      const exact = summarizeSorted(ascending(values));
      const min = Math.min(...values);
      const max = Math.max(...values);
      const sketched = summarizeSketch(sketchFromValues(values), { min, max });
      const near = (estimate: number | null, truth: number | null) => {
        if (estimate === null || truth === null) return expect(estimate).toBe(truth);
        expect(Math.abs(estimate - truth)).toBeLessThanOrEqual(Math.max(50, truth / 100));
        expect(estimate >= min && estimate <= max).toBe(true);
      };
      for (const key of ["p50", "p95", "p99"] as const) {
        near(sketched[key], exact[key]);
        // A bound reaches to the end of its bin: it may be too far out by a bin, and never too far in.
        const [lo, hi] = exact.bands[key];
        const [lower, upper] = sketched.bands[key];
        expect([lower === null, upper === null]).toEqual([lo === null, hi === null]);
        expect((lower ?? 0) <= (lo ?? 0) && (lower ?? 0) >= (lo ?? 0) * 0.98 - 100).toBe(true);
        expect((upper ?? 0) >= (hi ?? 0) && (upper ?? 0) <= (hi ?? 0) * 1.02 + 100).toBe(true);
      }
      expect([sketched.n, sketched.min, sketched.max]).toEqual([exact.n, exact.min, exact.max]);
    }),
  );
});

test("values over an hour count as an hour in percentiles and as themselves in max", () => {
  const values = [7_200_000_000, 7_300_000_000];
  const summary = summarizeSketch(sketchFromValues(values), { min: 7_200_000_000, max: 7_300_000_000 });
  expect([summary.p50, summary.max]).toEqual([HOUR_US, 7_300_000_000]);
});

test("percentiles of a sketch come in the order asked", () => {
  const sketch = sketchFromValues([100_000, 200_000, 300_000]);
  const [high, low] = quantilesOfSketch(sketch, [1, 0.1], { min: 100_000, max: 300_000 });
  expect((high ?? 0) > (low ?? 0)).toBe(true);
});

test("samples need not be sorted for a single percentile", () => {
  expect(percentileOf([3, 1, 2], 0.5)).toBe(2);
  expect(nearestRank([1, 2, 3, 4], 0.5)).toBe(2);
});
