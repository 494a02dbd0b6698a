import type { Block } from "./effective-samples";
import { BLOCKS_MIN } from "./long-run-variance";

/**
 * How many times as far the shares of neighbouring buckets lie apart as those of independent samples would, squared: what a bucket's
 * samples are fewer worth. At least 1; null of too few neighbours.
 *
 * What wanders slowly moves two neighbours together, so that it is the buckets' own truth and not their error (von Neumann, Annals of
 * Mathematical Statistics 12, 1941). What differs for real from one bucket to the next counts as error: bands are rather too wide.
 */
export function neighbourEffect(buckets: readonly Block[]): number | null {
  const pairs = buckets.flatMap((own, index) => {
    const next = buckets[index + 1];
    return next && own.n > 0 && next.n > 0 ? [{ own, next }] : [];
  });
  if (pairs.length < BLOCKS_MIN) return null;
  const n = buckets.reduce((sum, own) => sum + own.n, 0);
  const share = buckets.reduce((sum, { hits }) => sum + hits, 0) / n;
  const apart = pairs.reduce((sum, { own, next }) => sum + (own.hits / own.n - next.hits / next.n) ** 2, 0);
  const independent = pairs.reduce((sum, { own, next }) => sum + share * (1 - share) * (1 / own.n + 1 / next.n), 0);
  return independent === 0 ? 1 : Math.max(1, apart / independent);
}
