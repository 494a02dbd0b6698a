/** Writes Rice codes, the most significant bit first, into bytes that are all zero. Values are below 2³¹. */
export class RiceWriter {
  readonly #bytes: Uint8Array;
  #at: number;
  /** The bits of the byte under way, and how many there are. */
  #pending = 0;
  #count = 0;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.#at = offset;
  }

  /** As many ones as 2^low goes into the value, a zero, and the low bits. */
  write(value: number, low: number): void {
    let ones = value >>> low;
    for (; ones >= ONES_AT_ONCE; ones -= ONES_AT_ONCE) this.#put((1 << ONES_AT_ONCE) - 1, ONES_AT_ONCE);
    this.#put(((1 << ones) - 1) << 1, ones + 1);
    if (low > 0) this.#put(value & ((1 << low) - 1), low);
  }

  /** Writes what is left of a byte. */
  end(): void {
    if (this.#count > 0) this.#bytes[this.#at] = this.#pending << (8 - this.#count);
  }

  #put(bits: number, length: number): void {
    let pending = (this.#pending << length) | bits;
    let count = this.#count + length;
    while (count >= 8) {
      count -= 8;
      this.#bytes[this.#at++] = pending >>> count;
      pending &= (1 << count) - 1;
    }
    this.#pending = pending;
    this.#count = count;
  }
}

/** With the seven bits that may be pending and the zero behind, no more than 32. */
const ONES_AT_ONCE = 16;

/** How many bits RiceWriter takes. */
export function riceLength(value: number, low: number): number {
  return (value >>> low) + 1 + low;
}

/** Rice codes of pairs: the first count, then gap and count of each further one; see writePacked. */
export type RicePairs = {
  bytes: Uint8Array;
  offset: number;
  length: number;
  firstBin: number;
  gapBits: number;
  countBits: number;
};

/**
 * Reads the pairs into the lists of `pairs` and says where the next whole byte begins; throws where the bytes end within a
 * code or a bin is none of `binCount`.
 *
 * A chart's answer holds ten thousand sketches of hundreds of pairs, so most pairs are looked up whole.
 */
export function readRicePairs(
  { bytes, offset, length, firstBin, gapBits, countBits }: RicePairs,
  { bins, counts }: { bins: Uint16Array; counts: Float64Array },
  binCount: number,
): number {
  const table = pairTable(gapBits, countBits);
  const reader = { bytes, at: offset * 8 };
  bins[0] = firstBin;
  counts[0] = readRice(reader, countBits) + 1;
  let bin = firstBin;
  let { at } = reader;
  for (let pair = 1; pair < length; pair++) {
    const entry = table[windowAt(bytes, at) >>> (32 - LOOKED_UP_BITS)] ?? 0;
    if (entry !== 0) {
      bin += entry >>> GAP_SHIFT;
      counts[pair] = (entry >>> COUNT_SHIFT) & FIELD_MASK;
      at += entry & LENGTH_MASK;
    } else {
      reader.at = at;
      bin += readRice(reader, gapBits) + 1;
      counts[pair] = readRice(reader, countBits) + 1;
      at = reader.at;
    }
    if (bin >= binCount) throw new RangeError(`No sketch bin ${bin}`);
    bins[pair] = bin;
  }
  if (at > bytes.length * 8) throw new RangeError("A sketch ends in the middle of a number");
  return (at + 7) >>> 3;
}

/** The value whose code begins at a bit, which is left behind: gaps between the last bins are long runs of ones. */
function readRice(reader: { bytes: Uint8Array; at: number }, low: number): number {
  let high = 0;
  let ones = WINDOW_BITS;
  while (ones === WINDOW_BITS) {
    ones = Math.min(Math.clz32(~windowAt(reader.bytes, reader.at)), WINDOW_BITS);
    high += ones;
    reader.at += ones;
  }
  const rest = (windowAt(reader.bytes, reader.at + 1) >>> 1) >>> (31 - low);
  reader.at += 1 + low;
  return high * 2 ** low + rest;
}

const WINDOW_BITS = 24;

/** The bits from one on, at the top of 32 of which at least WINDOW_BITS are such; zeros stand for what is beyond the end. */
function windowAt(bytes: Uint8Array, at: number): number {
  const byte = at >>> 3;
  if (byte + 4 > bytes.length) return lastBits(bytes, byte) << (at & 7);
  const upper = ((bytes[byte] ?? 0) << 24) | ((bytes[byte + 1] ?? 0) << 16);
  return (upper | ((bytes[byte + 2] ?? 0) << 8) | (bytes[byte + 3] ?? 0)) << (at & 7);
}

// Apart, because code that has once read beyond the end of an array is compiled to read slowly everywhere.
function lastBits(bytes: Uint8Array, byte: number): number {
  let bits = 0;
  for (let index = 0; index < 4; index++)
    bits = (bits << 8) | (byte + index < bytes.length ? (bytes[byte + index] ?? 0) : 0);
  return bits;
}

/** So many bits are looked up at once. */
const LOOKED_UP_BITS = 12;
// An entry holds the bins to go on by and the count, in so many bits each, and how long their codes are.
const LENGTH_MASK = 15;
const COUNT_SHIFT = 4;
const FIELD_MASK = (1 << 14) - 1;
const GAP_SHIFT = 18;
const tables = new Map<number, Uint32Array>();

/** What each run of bits begins with, if that is the codes of a whole pair; 0 where they are longer. */
function pairTable(gapBits: number, countBits: number): Uint32Array {
  const key = (gapBits << 4) | countBits;
  const known = tables.get(key);
  if (known) return known;
  const table = new Uint32Array(1 << LOOKED_UP_BITS);
  for (let gap = 0; ; gap++) {
    const gapLength = riceLength(gap, gapBits);
    if (gapLength + riceLength(0, countBits) > LOOKED_UP_BITS) break;
    for (let count = 0; ; count++) {
      const length = gapLength + riceLength(count, countBits);
      if (length > LOOKED_UP_BITS) break;
      const first =
        ((riceBits(gap, gapBits) << (length - gapLength)) | riceBits(count, countBits)) << (LOOKED_UP_BITS - length);
      const entry = ((gap + 1) << GAP_SHIFT) | ((count + 1) << COUNT_SHIFT) | length;
      table.fill(entry, first, first + (1 << (LOOKED_UP_BITS - length)));
    }
  }
  tables.set(key, table);
  return table;
}

/** The code of a value as a number of riceLength bits. */
function riceBits(value: number, low: number): number {
  const ones = value >>> low;
  return ((((1 << ones) - 1) << 1) << low) | (value & ((1 << low) - 1));
}
