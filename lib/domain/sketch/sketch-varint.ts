/** Bytes a count or bin gap takes: seven bits each, least significant first, the top bit says "more follow". */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes a whole number from 0 to 2⁵³−1 and returns the offset after it. */
export function writeVarint(bytes: Uint8Array, offset: number, value: number): number {
  if (value < 128) {
    bytes[offset] = value;
    return offset + 1;
  }
  let at = offset;
  let rest = value;
  // Bit operators would cut a count at 32 bits.
  while (rest >= 128) {
    bytes[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  bytes[at++] = rest;
  return at;
}

/** Reads numbers one after another; throws where the bytes end within one. */
export class VarintReader {
  readonly bytes: Uint8Array;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  /** The next byte as it is. */
  byte(): number {
    const byte = this.bytes[this.offset++];
    if (byte === undefined) throw new RangeError("A sketch ends in the middle of a piece");
    return byte;
  }

  next(): number {
    const bytes = this.bytes;
    const first = bytes[this.offset++];
    if (first === undefined) throw new RangeError("A sketch ends in the middle of a piece");
    if (first < 128) return first;
    let value = first & 127;
    let scale = 128;
    for (;;) {
      const byte = bytes[this.offset++];
      if (byte === undefined) throw new RangeError("A sketch ends in the middle of a number");
      value += (byte & 127) * scale;
      if (byte < 128) break;
      scale *= 128;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError("A sketch holds a number beyond 2^53");
    return value;
  }
}
