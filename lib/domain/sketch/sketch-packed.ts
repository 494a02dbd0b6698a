import { BIN_COUNT } from "./sketch-bins";
import { RiceWriter, readRicePairs, riceLength } from "./sketch-bits";
import { type VarintReader, varintLength, writeVarint } from "./sketch-varint";

/** What a packed piece begins with; a plain one begins with how many pairs it has, and there is none without. */
export const PACKED = 0;

/** Ascending bins and how many values are in each; only the first `length` of the lists count. */
export type Pairs = { bins: Uint16Array; counts: Float64Array; length: number };

const LOW_BITS_MAX = 15;

/** How the pairs are packed shortest: the low bits of gaps and of counts, and the bytes it takes. */
export type Packing = { gapBits: number; countBits: number; bytes: number };

// Scratch space, nothing of which outlives a call.
const gapValues = new Uint32Array(BIN_COUNT);
const countValues = new Uint32Array(BIN_COUNT);

export function planPacking(pairs: Pairs): Packing {
  const { length } = pairs;
  countValues[0] = countAt(pairs, 0);
  for (let pair = 1; pair < length; pair++) {
    gapValues[pair] = gapAt(pairs, pair);
    countValues[pair] = countAt(pairs, pair);
  }
  const gaps = bestLowBits(gapValues, 1, length);
  const counts = bestLowBits(countValues, 0, length);
  return {
    gapBits: gaps.low,
    countBits: counts.low,
    bytes: 2 + varintLength(pairs.length) + varintLength(pairs.bins[0] ?? 0) + Math.ceil((gaps.bits + counts.bits) / 8),
  };
}

/** PACKED, varints of k and the first bin, a byte of both widths; then in Rice codes its count, and k − 1 times gap and count. */
export function writePacked(pairs: Pairs, { gapBits, countBits, bytes: length }: Packing): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes[0] = PACKED;
  let at = writeVarint(bytes, 1, pairs.length);
  at = writeVarint(bytes, at, pairs.bins[0] ?? 0);
  bytes[at] = (gapBits << 4) | countBits;
  const writer = new RiceWriter(bytes, at + 1);
  writer.write(countAt(pairs, 0), countBits);
  for (let pair = 1; pair < pairs.length; pair++) {
    writer.write(gapAt(pairs, pair), gapBits);
    writer.write(countAt(pairs, pair), countBits);
  }
  writer.end();
  return bytes;
}

/** Reads what follows PACKED into the lists of `pairs`. */
export function readPacked(reader: VarintReader, pairs: Pairs): void {
  const length = reader.next();
  pairs.length = length;
  if (length === 0) return;
  if (length > BIN_COUNT) throw new RangeError(`No sketch has ${length} bins`);
  const firstBin = reader.next();
  if (firstBin >= BIN_COUNT) throw new RangeError(`No sketch bin ${firstBin}`);
  const widths = reader.byte();
  const { bytes, offset } = reader;
  const codes = { bytes, offset, length, firstBin, gapBits: widths >>> 4, countBits: widths & 15 };
  reader.offset = readRicePairs(codes, pairs, BIN_COUNT);
}

/** By trying: from one width to the next bits get fewer and then more again. */
function bestLowBits(values: Uint32Array, from: number, length: number): { low: number; bits: number } {
  const n = length - from;
  let best = { low: 0, bits: Number.POSITIVE_INFINITY };
  for (let low = 0; low <= LOW_BITS_MAX; low++) {
    let bits = n * riceLength(0, low);
    for (let index = from; index < length; index++) bits += (values[index] ?? 0) >>> low;
    if (bits >= best.bits) break;
    best = { low, bits };
  }
  return best;
}

/** Neither a gap nor a count is ever 0, so each is stored less one. */
function gapAt({ bins }: Pairs, pair: number): number {
  return (bins[pair] ?? 0) - (bins[pair - 1] ?? 0) - 1;
}

function countAt({ counts }: Pairs, pair: number): number {
  return (counts[pair] ?? 0) - 1;
}
