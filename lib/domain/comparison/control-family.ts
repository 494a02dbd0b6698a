import { ALPHA, unclear, type Verdict } from "./decide-comparison";

/**
 * Verdicts of one table, of which at most one in twenty tables names any winner where models are alike (Holm, Scandinavian Journal of
 * Statistics 6, 1979): the clearest lead must hold against as many concerns as were tested, the next against one less, and so on.
 */
export function controlFamily<Row extends Verdict>(rows: readonly Row[]): Row[] {
  const tested = rows.filter(({ p }) => p !== null).toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1));
  const clear = new Set<Row>();
  for (const [place, row] of tested.entries()) {
    if ((row.p ?? 1) > ALPHA / (tested.length - place)) break;
    clear.add(row);
  }
  return rows.map((row) => (row.p === null || clear.has(row) ? row : { ...row, ...unclear(row) }));
}
