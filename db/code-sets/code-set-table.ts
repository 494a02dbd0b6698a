import { hashRow } from "../group-rows";

const FIRST_CAPACITY = 1_024;

/** Columns of keys, all of one length; a key is one row across them. */
export type KeyColumns = readonly Int32Array[];

/**
 * A table from so many whole numbers to one, looked up by row of parallel columns without building a key.
 *
 * Open addressing over flat arrays: a batch asks once for each of its attempts.
 */
export class CodeSetTable {
  readonly #width: number;
  #keys: Int32Array;
  #values = new Int32Array(FIRST_CAPACITY);
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#keys = new Int32Array(FIRST_CAPACITY * width);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#keys = new Int32Array(FIRST_CAPACITY * this.#width);
    this.#values = new Int32Array(FIRST_CAPACITY);
    this.#size = 0;
  }

  /** What the key at a row was set to, or 0. */
  get(columns: KeyColumns, row: number): number {
    return this.#values[this.#slotOf(columns, row)] ?? 0;
  }

  /** Sets a key, given as columns of one row, to a value above 0. */
  set(columns: KeyColumns, row: number, value: number): void {
    if (this.#size * 2 >= this.#values.length) this.#grow();
    const slot = this.#slotOf(columns, row);
    if (this.#values[slot] === 0) {
      this.#size++;
      for (let place = 0; place < this.#width; place++)
        this.#keys[slot * this.#width + place] = columns[place]?.[row] ?? 0;
    }
    this.#values[slot] = value;
  }

  /** Where the key is, or the free place where it belongs. */
  #slotOf(columns: KeyColumns, row: number): number {
    const mask = this.#values.length - 1;
    let slot = hashRow(columns, row) & mask;
    while (this.#values[slot] !== 0 && !this.#isAt(slot, columns, row)) slot = (slot + 1) & mask;
    return slot;
  }

  #isAt(slot: number, columns: KeyColumns, row: number): boolean {
    const start = slot * this.#width;
    for (let place = 0; place < this.#width; place++) {
      if (this.#keys[start + place] !== columns[place]?.[row]) return false;
    }
    return true;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    this.#keys = new Int32Array(keys.length * 2);
    this.#values = new Int32Array(values.length * 2);
    this.#size = 0;
    for (const [slot, value] of values.entries()) {
      if (value === 0) continue;
      const columns = Array.from({ length: this.#width }, (_, place) => keys.subarray(slot * this.#width + place));
      this.set(columns, 0, value);
    }
  }
}
