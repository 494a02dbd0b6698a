const CONFIDENCE_MISS = 0.05;
/** Above this variance of the rank (p50 of 10,000 samples) the normal approximation is within one rank. */
const EXACT_VARIANCE_MAX = 2_500;

type Ranks = { lo: number | null; hi: number | null };

/**
 * The same of samples that are worth fewer independent ones: the shares of the ranks of so many, as ranks of all, rounded
 * outward. `worth` is between 0 and n.
 */
export function bandRanksWorth(n: number, q: number, worth: number): Ranks {
  const independent = Math.floor(worth);
  if (independent >= n) return bandRanks(n, q);
  const { lo, hi } = bandRanks(independent, q);
  const scale = (n + 1) / (independent + 1);
  return {
    lo: lo === null ? null : Math.max(1, Math.floor(lo * scale)),
    hi: hi === null ? null : Math.min(n, Math.ceil(hi * scale)),
  };
}

/**
 * Ranks (1-based) whose order statistics hold percentile q with 95 % confidence, whatever the distribution.
 *
 * The number of samples below it is Binomial(n, q) (David & Nagaraja, Order Statistics, §7.1): 2.5 % may miss on
 * each side. Where n is too small for that above, the greatest sample is the bound if it misses at most 5 % (p99:
 * from 299 samples on), leaving the rest to the lower bound; else there is none (null). Likewise below.
 */
export function bandRanks(n: number, q: number): Ranks {
  if (n < 1 || !(q > 0 && q < 1)) return { lo: null, hi: null };
  const half = CONFIDENCE_MISS / 2;
  const lo = lowerRank(n, q, half);
  const hi = upperRank(n, q, half);
  if (lo !== null && hi === null) {
    const miss = q ** n;
    return miss <= CONFIDENCE_MISS
      ? { lo: lowerRank(n, q, CONFIDENCE_MISS - miss), hi: n }
      : { lo: lowerRank(n, q, CONFIDENCE_MISS), hi: null };
  }
  if (lo === null && hi !== null) {
    const miss = (1 - q) ** n;
    return miss <= CONFIDENCE_MISS
      ? { lo: 1, hi: upperRank(n, q, CONFIDENCE_MISS - miss) }
      : { lo: null, hi: upperRank(n, q, CONFIDENCE_MISS) };
  }
  return { lo, hi };
}

function upperRank(n: number, q: number, miss: number): number | null {
  const mirrored = lowerRank(n, 1 - q, miss);
  return mirrored === null ? null : n + 1 - mirrored;
}

/** The greatest rank r with P(Binomial(n, q) < r) ≤ miss, or null if even rank 1 misses more often. */
function lowerRank(n: number, q: number, miss: number): number | null {
  const variance = n * q * (1 - q);
  return variance > EXACT_VARIANCE_MAX ? approximateLowerRank(n, q, miss) : exactLowerRank(n, q, miss);
}

function exactLowerRank(n: number, q: number, miss: number): number | null {
  const mean = n * q;
  // Below twelve deviations and a few whole steps lies less than a millionth of any miss asked for.
  const start = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean * (1 - q)) - 12));
  let probability = Math.exp(logChoose(n, start) + start * Math.log(q) + (n - start) * Math.log1p(-q));
  let below = 0;
  let count = start;
  while (below + probability <= miss && count < n) {
    below += probability;
    probability *= ((n - count) / (count + 1)) * (q / (1 - q));
    count++;
  }
  return count === 0 ? null : count;
}

/** Normal with continuity and the Cornish–Fisher term for skewness, rounded outward. */
function approximateLowerRank(n: number, q: number, miss: number): number {
  const z = -normalQuantile(miss);
  const deviation = Math.sqrt(n * q * (1 - q));
  const skewed = ((z * z - 1) * (1 - 2 * q)) / 6;
  return Math.min(Math.max(Math.floor(n * q - z * deviation + skewed + 0.5), 1), n);
}

/** Acklam's rational approximation of the lower tail: relative error below 1.2e-9, for 0 < p < 0.5. */
function normalQuantile(p: number): number {
  if (p < 0.02425) {
    const t = Math.sqrt(-2 * Math.log(p));
    const top =
      ((((-7.784894002430293e-3 * t - 0.3223964580411365) * t - 2.400758277161838) * t - 2.549732539343734) * t +
        4.374664141464968) *
        t +
      2.938163982698783;
    const bottom =
      (((7.784695709041462e-3 * t + 0.3224671290700398) * t + 2.445134137142996) * t + 3.754408661907416) * t + 1;
    return top / bottom;
  }
  const s = p - 0.5;
  const r = s * s;
  const top =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    s;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return top / bottom;
}

function logChoose(n: number, k: number): number {
  return k === 0 ? 0 : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series, exact to the last digits from 10 on; below, the product itself. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let factor = 2; factor <= n; factor++) product *= factor;
    return Math.log(product);
  }
  const x = n + 1;
  const inverse = 1 / (x * x);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046728 + series;
}
