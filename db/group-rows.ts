/** Rows numbered by group: `of[row]` is the group, `first[group]` the first row of it. */
export type RowGroups = { of: Int32Array; first: Int32Array; count: number };

/**
 * Groups rows by equal values in all key columns, numbering groups in the order of their first rows.
 *
 * An open-addressed table over row numbers: no key is built, whatever the range of the values.
 */
export function groupRows(keys: readonly (Int32Array | Float64Array)[], length: number): RowGroups {
  const of = new Int32Array(length);
  const first = new Int32Array(length);
  const mask = tableSize(length) - 1;
  const slots = new Int32Array(mask + 1);
  let count = 0;
  for (let row = 0; row < length; row++) {
    let slot = hashRow(keys, row) & mask;
    for (;;) {
      const taken = (slots[slot] ?? 0) - 1;
      if (taken < 0) {
        slots[slot] = count + 1;
        first[count] = row;
        of[row] = count++;
        break;
      }
      if (isEqual(keys, row, first[taken] ?? 0)) {
        of[row] = taken;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return { of, first: first.subarray(0, count), count };
}

function tableSize(length: number): number {
  let size = 16;
  while (size < length * 2) size *= 2;
  return size;
}

/** A hash of the values of one row in all key columns. */
export function hashRow(keys: readonly (Int32Array | Float64Array)[], row: number): number {
  let hash = 0;
  for (const column of keys) {
    hash = Math.imul(hash ^ (column[row] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isEqual(keys: readonly (Int32Array | Float64Array)[], a: number, b: number): boolean {
  for (const column of keys) if (column[a] !== column[b]) return false;
  return true;
}
