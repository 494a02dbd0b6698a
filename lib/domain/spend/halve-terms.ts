/**
 * Halves whole numbers whose sum is even to whole numbers with half the sum.
 *
 * Every second odd one is rounded the other way than the first, which is rounded away from 0, so that the halves of the negated
 * numbers are the negated halves.
 */
export function halveTerms(doubled: readonly bigint[]): bigint[] {
  let turn = 0n;
  return doubled.map((term) => {
    if (term % 2n === 0n) return term / 2n;
    turn = turn === 0n ? (term > 0n ? 1n : -1n) : -turn;
    return (term + turn) / 2n;
  });
}
