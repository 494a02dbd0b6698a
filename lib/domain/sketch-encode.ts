import { BIN_COUNT, binOf } from "./sketch-bins";
import { varintLength, writeVarint } from "./sketch-varint";

const FEW = 32;
// Scratch space, nothing of which outlives a call: `counts` is all zero between calls.
const counts = new Float64Array(BIN_COUNT);
const sortedBins = new Uint16Array(FEW);
const fewBytes = new Uint8Array(1 + FEW * 3);

/**
 * The encoding of a sketch of the values: the same bytes as sketchFromValues(values).encode().
 *
 * Made for the many tiny groups of a batch: a few values cost no array of counts.
 */
export function encodeValues(values: ArrayLike<number>): Uint8Array {
  if (values.length <= FEW) return encodeFew(values);
  let first = BIN_COUNT;
  let last = -1;
  for (let index = 0; index < values.length; index++) {
    const bin = binOf(values[index] ?? 0);
    counts[bin] = (counts[bin] ?? 0) + 1;
    if (bin < first) first = bin;
    if (bin > last) last = bin;
  }
  const bytes = encodeCounts(counts, first, last);
  counts.fill(0, first, last + 1);
  return bytes;
}

/** Writes the counts of bins first..last as one piece, or no bytes when all are 0. */
export function encodeCounts(binCounts: Float64Array, first: number, last: number): Uint8Array {
  let pairs = 0;
  let length = 0;
  let previous = 0;
  for (let bin = first; bin <= last; bin++) {
    const count = binCounts[bin] ?? 0;
    if (count === 0) continue;
    length += varintLength(bin - previous) + varintLength(count);
    previous = bin;
    pairs++;
  }
  if (pairs === 0) return new Uint8Array(0);

  const bytes = new Uint8Array(varintLength(pairs) + length);
  let at = writeVarint(bytes, 0, pairs);
  previous = 0;
  for (let bin = first; bin <= last; bin++) {
    const count = binCounts[bin] ?? 0;
    if (count === 0) continue;
    at = writeVarint(bytes, at, bin - previous);
    at = writeVarint(bytes, at, count);
    previous = bin;
  }
  return bytes;
}

function encodeFew(values: ArrayLike<number>): Uint8Array {
  const n = values.length;
  if (n === 0) return new Uint8Array(0);
  for (let index = 0; index < n; index++) {
    const bin = binOf(values[index] ?? 0);
    let slot = index;
    for (; slot > 0 && (sortedBins[slot - 1] ?? 0) > bin; slot--) sortedBins[slot] = sortedBins[slot - 1] ?? 0;
    sortedBins[slot] = bin;
  }

  let pairs = 0;
  let previous = 0;
  // k, at most FEW, fits the first byte; it is known once the runs are counted.
  let at = 1;
  for (let index = 0; index < n; ) {
    const bin = sortedBins[index] ?? 0;
    const start = index;
    while (index < n && sortedBins[index] === bin) index++;
    at = writeVarint(fewBytes, at, bin - previous);
    at = writeVarint(fewBytes, at, index - start);
    previous = bin;
    pairs++;
  }
  fewBytes[0] = pairs;
  return fewBytes.slice(0, at);
}
