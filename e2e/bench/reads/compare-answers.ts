/** One group of an answer: what is counted and summed, and percentiles, null where there are no samples. */
export type AnswerRow = { key: string; sums: readonly number[]; percentiles: readonly (number | null)[] };

/** A sum is equal when only the last digits of a double differ. */
const SUM_ERROR = 1e-9;
/** What a percentile may be off by whatever its size: the width of the smallest bins. */
const FREE_US = 50;

/**
 * The worst relative error of any percentile, against the exact ones; what the sketch leaves free counts as none.
 *
 * Throws where the two do not even speak of the same groups, or a sum differs.
 */
export function worstError(ours: readonly AnswerRow[], exact: readonly AnswerRow[]): number {
  const byKey = new Map(ours.filter(hasAny).map((row) => [row.key, row]));
  const wanted = exact.filter(hasAny);
  if (byKey.size !== wanted.length) throw new Error(`There are ${byKey.size} groups, not ${wanted.length}`);
  let worst = 0;
  for (const { key, sums, percentiles } of wanted) {
    const own = byKey.get(key);
    if (!own) throw new Error(`There is no group ${key}`);
    for (const [index, sum] of sums.entries()) {
      const found = own.sums[index] ?? Number.NaN;
      if (!(Math.abs(found - sum) <= SUM_ERROR * Math.abs(sum))) {
        throw new Error(`Sum ${index} of ${key} is ${found}, not ${sum}`);
      }
    }
    for (const [index, percentile] of percentiles.entries()) {
      const found = own.percentiles[index] ?? null;
      if ((found === null) !== (percentile === null))
        throw new Error(`Percentile ${index} of ${key} is on one side only`);
      if (found === null || percentile === null || Math.abs(found - percentile) <= FREE_US) continue;
      worst = Math.max(worst, Math.abs(found - percentile) / percentile);
    }
  }
  return worst;
}

/** A group that nothing was counted in may be said or left out. */
function hasAny({ sums }: AnswerRow): boolean {
  return sums.some((sum) => sum !== 0);
}
