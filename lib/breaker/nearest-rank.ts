/**
 * The 1-based nearest rank ⌈q·n⌉ of n ≥ 1 samples, from 1 to n.
 *
 * Computed as the decimals say: 0.07 × 100 is rank 7, though it is 7.000000000000001 in binary.
 */
export function rankOf(q: number, n: number): number {
  const product = q * n;
  const rank = Math.ceil(product - product * 2 ** -50);
  return Math.min(Math.max(rank, 1), n);
}

/** The nearest-rank percentile of values in ascending order, or null of none. */
export function nearestRank(sorted: ArrayLike<number>, q: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[rankOf(q, sorted.length) - 1] ?? null;
}
