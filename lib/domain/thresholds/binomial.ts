const HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);
const EXACT_MAX = 15;
const smallErrors = Array.from({ length: EXACT_MAX + 1 }, (_, n) => {
  let factorial = 1;
  for (let factor = 2; factor <= n; factor++) factorial *= factor;
  return n === 0 ? 0 : Math.log(factorial) - (n + 0.5) * Math.log(n) + n - HALF_LN_2PI;
});

/**
 * P(X = k) of a binomial of n trials, to nearly all digits for any n: in log space by the saddle point (Loader,
 * "Fast and accurate computation of binomial probabilities", 2000).
 */
export function binomialPmf(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0;
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return Math.exp(exponent - HALF_LN_2PI - 0.5 * (Math.log(k) + Math.log1p(-k / n)));
}

/** P(X ≥ k). Summed from the side that is the smaller, so that a rare tail keeps its digits. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  if (k <= n * p) return Math.max(0, 1 - sumDown(k - 1, n, p));
  const odds = p / (1 - p);
  let term = binomialPmf(k, n, p);
  let sum = 0;
  for (let at = k; at <= n && term > sum * 1e-17; at++) {
    sum += term;
    term *= ((n - at) / (at + 1)) * odds;
  }
  return Math.min(1, sum);
}

/** P(X = 0), …, P(X = upTo). */
export function binomialPmfs(upTo: number, n: number, p: number): Float64Array {
  const pmfs = new Float64Array(upTo + 1);
  if (p <= 0 || p >= 1) {
    const only = p <= 0 ? 0 : n;
    if (only <= upTo) pmfs[only] = 1;
    return pmfs;
  }
  const last = Math.min(upTo, n);
  // From the largest of them outwards, so that nothing starts from a number too small to be held.
  const anchor = Math.min(last, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  pmfs[anchor] = binomialPmf(anchor, n, p);
  for (let k = anchor; k < last; k++) pmfs[k + 1] = (pmfs[k] ?? 0) * ((n - k) / (k + 1)) * odds;
  for (let k = anchor; k > 0; k--) pmfs[k - 1] = ((pmfs[k] ?? 0) * (k / (n - k + 1))) / odds;
  return pmfs;
}

function sumDown(k: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let term = binomialPmf(k, n, p);
  let sum = 0;
  for (let at = k; at >= 0 && term > sum * 1e-17; at--) {
    sum += term;
    term *= at / (n - at + 1) / odds;
  }
  return sum;
}

/** ln n! less Stirling's approximation of it. */
function stirlingError(n: number): number {
  if (n <= EXACT_MAX) return smallErrors[n] ?? 0;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x·ln(x / mean) + mean − x, without the cancellation where they are near. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const ratio = (x - mean) / (x + mean);
  let sum = (x - mean) * ratio;
  let term = 2 * x * ratio;
  for (let j = 1; j < 1000; j++) {
    term *= ratio * ratio;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}
