import type { FocusDecimal } from "./focus-decimal";
import { writeDecimal } from "./write-decimal";

/** A decimal that was written, and where. */
type Written = { value: FocusDecimal | null; from: number; to: number };

/** Writes the decimals of a row: mostly a cost four times and a price twice, worked out once each and copied. */
export class RowDecimals {
  #last: Written = { value: null, from: 0, to: 0 };
  #other: Written = { value: null, from: 0, to: 0 };

  /** Returns where it ends. What was written before must be in the same array, where it was. */
  write(bytes: Uint8Array, at: number, value: FocusDecimal): number {
    if (value === this.#last.value) return copyWithin(bytes, at, this.#last);
    if (value === this.#other.value) return copyWithin(bytes, at, this.#other);
    const end = writeDecimal(bytes, at, value);
    const written = this.#other;
    this.#other = this.#last;
    this.#last = written;
    written.value = value;
    written.from = at;
    written.to = end;
    return end;
  }

  /** Before another row. */
  forget(): void {
    this.#last.value = null;
    this.#other.value = null;
  }
}

/** One by one: there are too few bytes for a call. */
function copyWithin(bytes: Uint8Array, at: number, { from, to }: Written): number {
  for (let place = from; place < to; place++) bytes[at + place - from] = bytes[place] ?? 0;
  return at + to - from;
}
