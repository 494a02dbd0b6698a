/**
 * The row of a statement that always answers with one: a count, an `exists`, a left join of what is asked.
 *
 * Where it is missing the answer is not "no" but a fault, and thrown as the database's.
 */
export function theRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (rows.length === 1 && row !== undefined) return row;
  throw Object.assign(new Error(`A statement that answers with one row answered with ${rows.length}`), {
    code: "CONNECTION_OUT_OF_STEP",
  });
}
