import { groupBy } from "../group-by";
import { absolute, isNear } from "../parity/measures";
import type { TokenBucket } from "./bill-buckets";
import { type BillRow, compareSizes, lesser } from "./bill-row";

const INPUT_BUCKETS: readonly TokenBucket[] = ["input", "cached_input", "cache_write"];
/** How near the total input must be before a part of it may be of another class. */
const TOTAL_THOUSANDTHS = 10n;

/**
 * Explains input that the bill counts in another class: where the whole input of a model and period agrees, what one class has
 * more the others have less, each at its own price here.
 */
export function explainCacheClass(rows: readonly BillRow[]): void {
  const inputs = rows.filter(({ group }) => INPUT_BUCKETS.some((bucket) => bucket === group.bucket));
  for (const group of groupBy(inputs, keyOf).values()) {
    const known = group.flatMap((row) => {
      const rest = row.tokenRest;
      return rest === null || row.difference === null ? [] : [{ row, rest }];
    });
    if (known.length !== group.length || known.length < 2) continue;
    const own = known.reduce((total, { row }) => total + (row.group.own?.tokens ?? 0n), 0n);
    const net = known.reduce((total, { rest }) => total + rest, 0n);
    if (!isNear(own, own + net, TOTAL_THOUSANDTHS)) continue;
    const more = known.reduce((total, { rest }) => total + (rest > 0n ? rest : 0n), 0n);
    const less = known.reduce((total, { rest }) => total + (rest < 0n ? -rest : 0n), 0n);
    let [into, outOf] = [lesser(more, less), lesser(more, less)];
    for (const { row, rest } of known.toSorted((a, b) => compareSizes(a.rest, b.rest))) {
      const room = rest > 0n ? into : outOf;
      const size = lesser(absolute(rest), room);
      if (size === 0n) continue;
      if (rest > 0n) into -= size;
      else outOf -= size;
      const moved = rest > 0n ? size : -size;
      row.explain("cache_class", row.priceOf(moved), moved);
    }
  }
}

function keyOf({ group: { period, provider, model } }: BillRow): string {
  return JSON.stringify([period, provider, model]);
}
