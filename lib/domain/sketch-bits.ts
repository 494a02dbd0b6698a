/** Writes Rice codes bit by bit, the most significant first, into bytes that are all zero. */
export class RiceWriter {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#at = offset * 8;
  }

  /** As many ones as 2^low goes into the value, a zero, and the low bits. */
  write(value: number, low: number): void {
    for (let ones = Math.floor(value / 2 ** low); ones > 0; ones--) this.#put(1);
    this.#put(0);
    for (let bit = low - 1; bit >= 0; bit--) this.#put((value >>> bit) & 1);
  }

  #put(bit: number): void {
    const index = this.#at >>> 3;
    if (bit === 1) this.#bytes[index] = (this.#bytes[index] ?? 0) | (128 >>> (this.#at & 7));
    this.#at++;
  }
}

/** How many bits RiceWriter takes. */
export function riceLength(value: number, low: number): number {
  return Math.floor(value / 2 ** low) + 1 + low;
}

/**
 * Reads as many Rice codes as the list holds and says where the next whole byte begins; throws where the bytes end within
 * one. The codes at even places have `evenLow` low bits, the others `oddLow`.
 *
 * One loop over local variables: a chart's answer holds ten thousand sketches.
 */
export function readRices(
  bytes: Uint8Array,
  offset: number,
  into: Float64Array,
  { evenLow, oddLow }: { evenLow: number; oddLow: number },
): number {
  const length = bytes.length;
  let next = offset;
  // Bits still to be read, at the top. Zeros stand for bytes beyond the end, of which the check below tells.
  let window = 0;
  let held = 0;
  for (let place = 0; place < into.length; place++) {
    const low = (place & 1) === 0 ? evenLow : oddLow;
    let high = 0;
    let needed = 0;
    for (;;) {
      for (; held <= 24; held += 8) {
        window |= (next < length ? (bytes[next] ?? 0) : 0) << (24 - held);
        next++;
      }
      if (needed > 0) break;
      const ones = Math.clz32(~window);
      high += Math.min(ones, held);
      if (ones < held) {
        window = (window << ones) << 1;
        held -= ones + 1;
        if (held >= low) break;
        needed = low;
      } else {
        window = 0;
        held = 0;
      }
    }
    into[place] = low === 0 ? high : high * 2 ** low + (window >>> (32 - low));
    window <<= low;
    held -= low;
    if (next * 8 - held > length * 8) throw new RangeError("A sketch ends in the middle of a number");
  }
  return next - (held >>> 3);
}
