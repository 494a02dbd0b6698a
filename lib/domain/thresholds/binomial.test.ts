import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialPmf, binomialPmfs, binomialTail } from "./binomial";

/** The same with whole numbers only: p = a / b, and nothing is rounded before the end. */
function exactPmf(k: number, n: number, a: number, b: number): number {
  let ways = 1n;
  for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  const scale = 10n ** 340n;
  const chance = (ways * BigInt(a) ** BigInt(k) * BigInt(b - a) ** BigInt(n - k) * scale) / BigInt(b) ** BigInt(n);
  const text = chance.toString();
  return Number(`${text.slice(0, 20)}e${Math.max(0, text.length - 20) - 340}`);
}

const trials = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 999 }))
  .chain(([n, a]) => fc.tuple(fc.constant(n), fc.constant(a), fc.integer({ min: 0, max: n })));

test("chances are those of exact arithmetic, to twelve digits", () => {
  fc.assert(
    fc.property(trials, ([n, a, k]) => {
      const exact = exactPmf(k, n, a, 1000);
      expect(Math.abs(binomialPmf(k, n, a / 1000) - exact)).toBeLessThanOrEqual(1e-12 * exact + 1e-300);
    }),
  );
});

test("a tail is the sum of its chances, from 1 to nothing", () => {
  fc.assert(
    fc.property(trials, ([n, a, k]) => {
      const p = a / 1000;
      const pmfs = binomialPmfs(n, n, p);
      const sum = pmfs.slice(k).reduce((total, chance) => total + chance, 0);
      expect(binomialTail(k, n, p)).toBeCloseTo(sum, 12);
      expect(pmfs[k]).toBeCloseTo(binomialPmf(k, n, p), 12);
    }),
  );
});

test("a rare tail keeps its digits, and what is certain is certain", () => {
  // Poisson with mean 1, of which this is the limit: Σ e⁻¹ / k! from 20 on.
  expect(binomialTail(20, 100_000, 1e-5) / 1.588e-19).toBeCloseTo(1, 2);
  expect(binomialPmf(1_000, 100_000, 0.01)).toBeCloseTo(0.012679, 5);
  expect([binomialTail(0, 10, 0), binomialTail(1, 10, 0), binomialTail(10, 10, 1), binomialTail(11, 10, 0.5)]).toEqual([
    1, 0, 1, 0,
  ]);
});
