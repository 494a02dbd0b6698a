import { rankOf } from "@/lib/breaker/nearest-rank";
import { BIN_COUNT, binBounds, binOf, binRepresentative } from "./sketch-bins";
import { encodeCounts } from "./sketch-encode";
import { PACKED, type Pairs, readPacked } from "./sketch-packed";
import { readValues, VALUES } from "./sketch-values";
import { VarintReader } from "./sketch-varint";

export { encodeValues } from "./sketch-encode";

// Scratch space, nothing of which outlives a call.
const read: Pairs = { bins: new Uint16Array(BIN_COUNT), counts: new Float64Array(BIN_COUNT), length: 0 };

export type SketchBin = { lo: number; hi: number; count: number };
/** What a sketch holds: ascending bins, and how many values are in each of the first `length`. */
export type SketchPairs = Readonly<Pairs>;

/**
 * Counts of whole non-negative values in fixed bins: percentiles within 1 % (or 50 units), mergeable without loss.
 * Why our own: docs/decisions/own-sketch.md.
 *
 * Encoded, it is a run of pieces: a plain one is a varint k and k pairs of (bin gap, count), and there are packed ones for
 * many pairs, and ones of single values. Concatenating encodings merges them, so SQL can merge with string_agg; no bytes at all is the empty sketch.
 */
export class Sketch {
  readonly #counts = new Float64Array(BIN_COUNT);
  #first = BIN_COUNT;
  #last = -1;
  #n = 0;

  get n(): number {
    return this.#n;
  }

  /** Adds a value `count` times; see binOf for values out of range. */
  add(value: number, count = 1): void {
    if (count > 0) this.#addToBin(binOf(value), count);
  }

  merge(other: Sketch): void {
    for (let bin = other.#first; bin <= other.#last; bin++) {
      const count = other.#counts[bin] ?? 0;
      if (count > 0) this.#addToBin(bin, count);
    }
  }

  /** Empties it for reuse: cheaper than a new one where thousands are decoded in a row. */
  clear(): void {
    if (this.#last >= 0) this.#counts.fill(0, this.#first, this.#last + 1);
    this.#first = BIN_COUNT;
    this.#last = -1;
    this.#n = 0;
  }

  /** The nearest-rank percentile as its bin's representative, not yet clamped to a known min and max; null when empty. */
  quantile(q: number): number | null {
    if (this.#n === 0) return null;
    return this.valuesAtRanks([rankOf(q, this.#n)])[0] ?? null;
  }

  /** The representatives at 1-based ranks given in ascending order, in one pass; ranks beyond n give the greatest. */
  valuesAtRanks(ranks: readonly number[]): number[] {
    return this.binsAtRanks(ranks).map(binRepresentative);
  }

  /** The bins of those. */
  binsAtRanks(ranks: readonly number[]): number[] {
    const counts = this.#counts;
    const last = this.#last;
    const bins: number[] = [];
    let bin = this.#first;
    let seen = counts[bin] ?? 0;
    for (const rank of ranks) {
      while (seen < rank && bin < last) seen += counts[++bin] ?? 0;
      bins.push(bin);
    }
    return bins;
  }

  /** A copy of what it holds, much smaller than it and quick to add to another. */
  pairs(): SketchPairs {
    let length = 0;
    for (let bin = this.#first; bin <= this.#last; bin++) if ((this.#counts[bin] ?? 0) > 0) length++;
    const pairs = { bins: new Uint16Array(length), counts: new Float64Array(length), length };
    let pair = 0;
    for (let bin = this.#first; bin <= this.#last; bin++) {
      const count = this.#counts[bin] ?? 0;
      if (count === 0) continue;
      pairs.bins[pair] = bin;
      pairs.counts[pair++] = count;
    }
    return pairs;
  }

  /** How many values lie in bins whose representative is at most `value`. */
  countAtMost(value: number): number {
    let count = 0;
    for (let bin = this.#first; bin <= this.#last && binRepresentative(bin) <= value; bin++) {
      count += this.#counts[bin] ?? 0;
    }
    return count;
  }

  /** The bins in use, ascending; lo and hi are inclusive whole values. */
  bins(): SketchBin[] {
    const bins: SketchBin[] = [];
    for (let bin = this.#first; bin <= this.#last; bin++) {
      const count = this.#counts[bin] ?? 0;
      if (count > 0) bins.push({ ...binBounds(bin), count });
    }
    return bins;
  }

  /** One piece, or no bytes when empty. Equal sketches have equal bytes, whatever the order of adding. */
  encode(): Uint8Array {
    return encodeCounts(this.#counts, this.#first, this.#last);
  }

  /** Reads any number of concatenated pieces; throws on bytes that are cut short or not a sketch. */
  static decode(bytes: Uint8Array): Sketch {
    const sketch = new Sketch();
    sketch.mergeEncoded(bytes);
    return sketch;
  }

  /** Adds the pieces of an encoding; what was read before an error stays added. */
  mergeEncoded(bytes: Uint8Array): void {
    const reader = new VarintReader(bytes);
    while (!reader.done) {
      const pairs = reader.next();
      if (pairs === PACKED) this.#mergePacked(reader);
      else if (pairs === VALUES) readValues(reader, (value) => this.#addToBin(binOf(value), 1));
      else this.#mergePlain(reader, pairs);
    }
  }

  #mergePlain(reader: VarintReader, pairs: number): void {
    let bin = 0;
    for (let pair = 0; pair < pairs; pair++) {
      bin += reader.next();
      if (bin >= BIN_COUNT) throw new RangeError(`No sketch bin ${bin}`);
      this.#addToBin(bin, reader.next());
    }
  }

  #mergePacked(reader: VarintReader): void {
    readPacked(reader, read);
    this.addPairs(read);
  }

  addPairs({ bins, counts: added, length }: SketchPairs): void {
    if (length === 0) return;
    const counts = this.#counts;
    let n = 0;
    for (let pair = 0; pair < length; pair++) {
      const bin = bins[pair] ?? 0;
      const count = added[pair] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + count;
      n += count;
    }
    this.#n += n;
    this.#first = Math.min(this.#first, bins[0] ?? 0);
    this.#last = Math.max(this.#last, bins[length - 1] ?? 0);
  }

  #addToBin(bin: number, count: number): void {
    this.#counts[bin] = (this.#counts[bin] ?? 0) + count;
    this.#n += count;
    if (bin < this.#first) this.#first = bin;
    if (bin > this.#last) this.#last = bin;
  }
}

/**
 * The representatives at the nearest ranks of ascending shares, of an encoding that is one packed piece; null of any other.
 *
 * The same as decoding it and asking, but for the sketch between them: a chart asks this ten thousand times.
 */
export function quantilesOfPiece(bytes: Uint8Array, shares: readonly number[]): number[] | null {
  if (bytes[0] !== PACKED) return null;
  const reader = new VarintReader(bytes);
  reader.next();
  readPacked(reader, read);
  if (!reader.done || read.length === 0) return null;
  const { bins, counts, length } = read;
  let n = 0;
  for (let pair = 0; pair < length; pair++) n += counts[pair] ?? 0;
  let pair = 0;
  let seen = counts[0] ?? 0;
  return shares.map((share) => {
    const rank = rankOf(share, n);
    while (seen < rank && pair < length - 1) seen += counts[++pair] ?? 0;
    return binRepresentative(bins[pair] ?? 0);
  });
}

/** A sketch of the values; see binOf for values out of range. */
export function sketchFromValues(values: Iterable<number>): Sketch {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch;
}
