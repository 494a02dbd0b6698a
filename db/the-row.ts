/**
 * The row of a statement that always answers with one: a count, an `exists`, a left join of what is asked.
 *
 * Where it is missing the answer is not "no" but a fault, and thrown as the database's.
 */
export function theRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (rows.length === 1 && row !== undefined) return row;
  throw missingRows(rows.length, 1);
}

/** The same of a statement that answers with a row for each of what is asked. */
export function rowsOfAll<T>(rows: readonly T[], asked: number): readonly T[] {
  if (rows.length === asked) return rows;
  throw missingRows(rows.length, asked);
}

function missingRows(got: number, expected: number): Error {
  return Object.assign(new Error(`A statement that answers with ${expected} rows answered with ${got}`), {
    code: "CONNECTION_OUT_OF_STEP",
  });
}
