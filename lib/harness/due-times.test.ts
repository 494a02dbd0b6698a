import fc from "fast-check";
import { expect, test } from "vitest";
import { dueTimes } from "./due-times";
import type { Pattern } from "./pattern";

const rate = fc.double({ min: 0.1, max: 1_000, noNaN: true });
const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({ kind: fc.constant("open" as const), rate }),
  fc.record({ kind: fc.constant("bursty" as const), rate, burst: fc.integer({ min: 1, max: 50 }) }),
  fc.record({
    kind: fc.constant("diurnal" as const),
    rate,
    period_seconds: fc.double({ min: 1, max: 86_400, noNaN: true }),
  }),
);
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function first(count: number, pattern: Pattern, seed: number): number[] {
  const times: number[] = [];
  for (const at of dueTimes(pattern, seed) ?? []) {
    if (times.length === count) break;
    times.push(at);
  }
  return times;
}

test("a schedule never goes back, and the same seed gives the same one", () => {
  fc.assert(
    fc.property(pattern, seed, (pattern, seed) => {
      const times = first(300, pattern, seed);

      expect(times).toHaveLength(300);
      expect(times.every((at, index) => at >= (times[index - 1] ?? 0))).toBe(true);
      expect(first(300, pattern, seed)).toEqual(times);
    }),
    { numRuns: 50 },
  );
});

test("a closed loop has no schedule", () => {
  expect(dueTimes({ kind: "steady" }, 1)).toBeNull();
});

test.each<Pattern>([
  { kind: "open", rate: 20 },
  { kind: "bursty", rate: 20, burst: 10 },
  { kind: "diurnal", rate: 20, period_seconds: 10 },
])("$kind has the rate asked for on average", (pattern) => {
  const times = first(20_000, pattern, 7);

  const perSecond = (1_000 * times.length) / (times.at(-1) ?? 0);
  expect(Math.abs(perSecond / 20 - 1)).toBeLessThan(0.03);
});

test("the gaps of an open loop are exponential: a share of e⁻¹ is longer than the mean", () => {
  const times = first(20_000, { kind: "open", rate: 1 }, 3);
  const gaps = times.map((at, index) => at - (times[index - 1] ?? 0));

  const longer = gaps.filter((gap) => gap > 1_000).length / gaps.length;
  expect(Math.abs(longer - Math.exp(-1))).toBeLessThan(0.01);
});

test("a burst is due at once, and then nothing for at least half the time between two", () => {
  const times = first(500, { kind: "bursty", rate: 10, burst: 50 }, 5);
  const starts = times.filter((_, index) => index % 50 === 0);

  expect(times.every((at, index) => at === starts[Math.floor(index / 50)])).toBe(true);
  const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
  expect(gaps.every((gap) => gap >= 2_500 && gap <= 7_500)).toBe(true);
});

test("a day is nine times as busy at noon as at midnight", () => {
  const day = 86_400_000;
  const times = first(200_000, { kind: "diurnal", rate: 1, period_seconds: 86_400 }, 2).filter((at) => at < 2 * day);
  const share = (from: number, to: number) =>
    times.filter((at) => (at % day) / day >= from && (at % day) / day < to).length;

  const ratio = share(0.49, 0.51) / (share(0, 0.01) + share(0.99, 1));
  expect(ratio).toBeGreaterThan(7.8);
  expect(ratio).toBeLessThan(10.3);
});
