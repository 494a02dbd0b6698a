import { BIN_COUNT, binOf } from "./sketch-bins";
import { type Pairs, planPacking, writePacked } from "./sketch-packed";
import { varintLength, writeVarint } from "./sketch-varint";

const NOTHING = new Uint8Array(0);
const FEW = 32;
const MIN_PACKED_PAIRS = 4;
/** Packed pieces take longer to read, so they must save as much of a plain one's bytes. */
const SAVED_SHARE_MIN = 0.45;
/** More than bit operators hold. */
const PACKED_COUNT_MAX = 2 ** 31;

// Scratch space, nothing of which outlives a call: `binCounts` is all zero between calls.
const binCounts = new Float64Array(BIN_COUNT);
const sortedBins = new Uint16Array(FEW);
const pairs: Pairs = { bins: new Uint16Array(BIN_COUNT), counts: new Float64Array(BIN_COUNT), length: 0 };

/**
 * The encoding of a sketch of the values from `start` to before `end`: the same bytes as sketchFromValues(values).encode().
 *
 * Made for the many tiny groups of a batch: a few values cost no array of counts.
 */
export function encodeValues(values: ArrayLike<number>, start = 0, end = values.length): Uint8Array {
  if (end - start <= FEW) {
    pairFew(values, start, end);
    return encodePairs();
  }
  let first = BIN_COUNT;
  let last = -1;
  for (let index = start; index < end; index++) {
    const bin = binOf(values[index] ?? 0);
    binCounts[bin] = (binCounts[bin] ?? 0) + 1;
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  const bytes = encodeCounts(binCounts, first, last);
  binCounts.fill(0, first, last + 1);
  return bytes;
}

/** Writes the counts of bins first..last as one piece, or no bytes when all are 0. */
export function encodeCounts(counts: Float64Array, first: number, last: number): Uint8Array {
  pairs.length = 0;
  for (let bin = first; bin <= last; bin++) {
    const count = counts[bin] ?? 0;
    if (count > 0) addPair(bin, count);
  }
  return encodePairs();
}

function pairFew(values: ArrayLike<number>, from: number, to: number): void {
  const n = to - from;
  for (let index = 0; index < n; index++) {
    const bin = binOf(values[from + index] ?? 0);
    let slot = index;
    for (; slot > 0 && (sortedBins[slot - 1] ?? 0) > bin; slot--) sortedBins[slot] = sortedBins[slot - 1] ?? 0;
    sortedBins[slot] = bin;
  }
  pairs.length = 0;
  for (let index = 0; index < n; ) {
    const bin = sortedBins[index] ?? 0;
    const start = index;
    while (index < n && sortedBins[index] === bin) index++;
    addPair(bin, index - start);
  }
}

function addPair(bin: number, count: number): void {
  pairs.bins[pairs.length] = bin;
  pairs.counts[pairs.length] = count;
  pairs.length++;
}

/** The better of both kinds of piece for the pairs in the scratch space. */
function encodePairs(): Uint8Array {
  const { bins, counts, length } = pairs;
  if (length === 0) return NOTHING;
  let plainBytes = varintLength(length);
  let countMax = 0;
  let previous = 0;
  for (let pair = 0; pair < length; pair++) {
    const bin = bins[pair] ?? 0;
    const count = counts[pair] ?? 0;
    plainBytes += varintLength(bin - previous) + varintLength(count);
    previous = bin;
    if (count > countMax) countMax = count;
  }
  if (length >= MIN_PACKED_PAIRS && countMax <= PACKED_COUNT_MAX) {
    const packing = planPacking(pairs);
    if (packing.bytes <= plainBytes * (1 - SAVED_SHARE_MIN)) return writePacked(pairs, packing);
  }
  return writePlain(plainBytes);
}

/** A varint k and k pairs of (bin gap, count). */
function writePlain(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = writeVarint(bytes, 0, pairs.length);
  let previous = 0;
  for (let pair = 0; pair < pairs.length; pair++) {
    const bin = pairs.bins[pair] ?? 0;
    at = writeVarint(bytes, at, bin - previous);
    at = writeVarint(bytes, at, pairs.counts[pair] ?? 0);
    previous = bin;
  }
  return bytes;
}
