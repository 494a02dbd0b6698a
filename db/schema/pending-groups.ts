/**
 * The groups of queued deltas as rows with these columns, in SQL; a column that is nothing in all groups of a delta is null.
 *
 * Unnested side by side in one list, arrays give their elements row by row. As functions in FROM each would first be written
 * to a store of its own, which takes three times as long.
 */
export function pendingGroups(deltas: string, columns: readonly string[]): string {
  return `(select ${columns.map((name) => `unnest(d.${name}) as ${name}`).join(", ")} from ${deltas} d)`;
}
