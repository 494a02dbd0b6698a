import { binomialPmf, binomialPmfs } from "./binomial";

/** The chance that no window of n in the first n, 2n and 3n samples holds k bad ones. */
export type ScanSurvival = { one: number; two: number; three: number };

/**
 * Exact for independent samples (Naus, "Approximations for distributions of scan statistics", JASA 77, 1982); from then on
 * the chance falls by three / two with every further n samples, within a few per cent.
 */
export function scanSurvival(k: number, n: number, p: number): ScanSurvival {
  if (k > n) return { one: 1, two: 1, three: 1 };
  const b = binomialPmfs(Math.min(2 * k, n), n, p);
  const pmf = (at: number) => b[at] ?? 0;
  const [f, f1, f2] = [cumulative(b, k), cumulativeOf(k, n - 1, p), cumulativeOf(k, n - 2, p)];
  const mean = n * p;
  const bk = pmf(k);

  const two = f(k - 1) ** 2 - (k - 1) * bk * f(k - 2) + mean * bk * f1(k - 3);
  const a1 = 2 * bk * f(k - 1) * ((k - 1) * f(k - 2) - mean * f1(k - 3));
  const a2 =
    0.5 * bk ** 2 * ((k - 1) * (k - 2) * f(k - 3) - 2 * (k - 2) * mean * f1(k - 4) + mean * (n - 1) * p * f2(k - 5));
  let a3 = 0;
  let a4 = 0;
  for (let r = 1; r < k; r++) {
    const other = pmf(2 * k - r);
    if (other === 0) continue;
    a3 += other * f(r - 1) ** 2;
    if (r > 1) a4 += other * pmf(r) * ((r - 1) * f(r - 2) - mean * f1(r - 3));
  }
  const three = f(k - 1) ** 3 - a1 + a2 + a3 - a4;
  return { one: within(f(k - 1), 1), two: within(two, f(k - 1)), three: within(three, two) };
}

/** How often, per sample, a full window of n passes from k − 1 bad samples to k: exactly, in a stream never interrupted. */
export function upCrossingRate(k: number, n: number, p: number): number {
  return binomialPmf(k - 1, n - 1, p) * p * (1 - p);
}

/** P(X ≤ k), of the values below `upTo`; 0 of a negative k. */
function cumulative(pmfs: Float64Array, upTo: number): (k: number) => number {
  const sums = new Float64Array(upTo);
  let sum = 0;
  for (let k = 0; k < upTo; k++) {
    sum += pmfs[k] ?? 0;
    sums[k] = Math.min(1, sum);
  }
  return (k) => (k < 0 ? 0 : (sums[k] ?? 0));
}

function cumulativeOf(upTo: number, n: number, p: number): (k: number) => number {
  return n < 0 ? () => 0 : cumulative(binomialPmfs(upTo, n, p), upTo);
}

function within(chance: number, most: number): number {
  return Math.min(Math.max(chance, 0), Math.max(most, 0));
}
