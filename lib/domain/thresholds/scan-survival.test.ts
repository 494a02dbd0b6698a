import { expect, test } from "vitest";
import { scanSurvival, upCrossingRate } from "./scan-survival";

/** The chance that no window of n among all sequences of a length holds k, by looking at every sequence. */
function bruteForce(k: number, n: number, length: number, p: number): number {
  let survival = 0;
  for (let sequence = 0; sequence < 2 ** length; sequence++) {
    const bits = Array.from({ length }, (_, place) => (sequence >> place) & 1);
    const bad = bits.reduce((sum, bit) => sum + bit, 0);
    const holds = bits.some((_, start) => {
      const window = bits.slice(start, start + n);
      return window.length === n && window.reduce((sum, bit) => sum + bit, 0) >= k;
    });
    if (!holds) survival += p ** bad * (1 - p) ** (length - bad);
  }
  return survival;
}

test.each([
  [1, 2, 0.1],
  [1, 4, 0.3],
  [2, 3, 0.2],
  [2, 4, 0.05],
  [3, 4, 0.4],
  [4, 5, 0.5],
  [3, 5, 0.9],
])("no window with %i bad of %i at p = %f: as counted over every sequence", (k, n, p) => {
  const { one, two, three } = scanSurvival(k, n, p);
  expect(one).toBeCloseTo(bruteForce(k, n, n, p), 12);
  expect(two).toBeCloseTo(bruteForce(k, n, 2 * n, p), 12);
  expect(three).toBeCloseTo(bruteForce(k, n, 3 * n, p), 12);
});

test("the crossing from below is that of every sequence one longer than the window", () => {
  const [k, n, p] = [2, 6, 0.17];
  let rate = 0;
  for (let sequence = 0; sequence < 2 ** (n + 1); sequence++) {
    const bits = Array.from({ length: n + 1 }, (_, place) => (sequence >> place) & 1);
    const count = (from: number) => bits.slice(from, from + n).reduce((sum, bit) => sum + bit, 0);
    const bad = bits.reduce((sum, bit) => sum + bit, 0);
    if (count(0) < k && count(1) >= k) rate += p ** bad * (1 - p) ** (n + 1 - bad);
  }
  expect(upCrossingRate(k, n, p)).toBeCloseTo(rate, 12);
});

test("more than a window holds never happens, and what is rare falls at the rate of its crossings", () => {
  expect(scanSurvival(101, 100, 0.5)).toEqual({ one: 1, two: 1, three: 1 });
  const [k, n, p] = [4, 100, 0.001];
  const { two, three } = scanSurvival(k, n, p);
  expect(-Math.log(three / two) / n / upCrossingRate(k, n, p)).toBeCloseTo(1, 1);
});
