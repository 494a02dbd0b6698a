import { COPY_OVERSHOOT } from "./copy-bytes";

const FIRST_BYTES = 4 * 1024;

const encoder = new TextEncoder();

/** Text in the making, as UTF-8. What is written often is written into its room, and no strings are made of it. */
export class Utf8Text {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Where it is written; another array whenever room was made. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The same. */
  get view(): DataView {
    return this.#view;
  }

  /** Makes room for so many bytes, and what copyBytes overwrites after them, from `length` on. */
  makeRoom(bytes: number): void {
    const needed = this.#length + bytes + COPY_OVERSHOOT;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** Counts what was written into the room. */
  endAt(length: number): void {
    this.#length = length;
  }

  addText(text: string): void {
    const bytes = encoder.encode(text);
    this.makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was added since it was last taken. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}
