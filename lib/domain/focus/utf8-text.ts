import type { FocusDecimal } from "./focus-decimal";
import { DECIMAL_TEXT_BYTES, writeCount, writeDecimal } from "./write-decimal";

const FIRST_BYTES = 4 * 1024;
/** Fewer are copied one by one sooner than by a call. */
const FEW_BYTES = 32;

const encoder = new TextEncoder();

/** Text in the making, as UTF-8: pieces that are bytes already, and numbers, of which no strings are made. */
export class Utf8Text {
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Uint8Array): void {
    const { length } = piece;
    this.#makeRoom(length);
    if (length > FEW_BYTES) this.#bytes.set(piece, this.#length);
    else for (let at = 0; at < length; at++) this.#bytes[this.#length + at] = piece[at] ?? 0;
    this.#length += length;
  }

  addText(text: string): void {
    if (text !== "") this.add(encoder.encode(text));
  }

  /** A whole number from 0 to 2⁵³. */
  addCount(count: number): void {
    this.#makeRoom(DECIMAL_TEXT_BYTES);
    this.#length = writeCount(this.#bytes, this.#length, count);
  }

  addDecimal(value: FocusDecimal): void {
    this.#makeRoom(DECIMAL_TEXT_BYTES);
    this.#length = writeDecimal(this.#bytes, this.#length, value);
  }

  /** What was added since it was last taken. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #makeRoom(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
