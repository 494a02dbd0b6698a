import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestRank, rankOf } from "@/lib/breaker/nearest-rank";
import { encodeValues, Sketch, sketchFromValues } from "./sketch";
import { BIN_COUNT, binBounds, binOf, binRepresentative, SKETCH_LIMIT } from "./sketch-bins";
import { VALUES_HEAD } from "./sketch-values";

// Uniform in the logarithm, so every bin is visited, with the edges of bins mixed in.
const micros = fc.oneof(
  fc.integer({ min: 0, max: SKETCH_LIMIT }),
  fc.double({ min: 0, max: Math.log(SKETCH_LIMIT), noNaN: true }).map((x) => Math.floor(Math.exp(x))),
  fc.integer({ min: 0, max: BIN_COUNT - 1 }).chain((bin) => fc.constantFrom(binBounds(bin).lo, binBounds(bin).hi)),
);
const multiset = fc.array(micros, { minLength: 1, maxLength: 200 });
const share = fc.oneof(fc.constantFrom(0.5, 0.95, 0.99, 0.999, 0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

function concat(...pieces: Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

test("the bins partition 0 to one hour", () => {
  expect(binBounds(0).lo).toBe(0);
  for (let bin = 1; bin < BIN_COUNT; bin++) expect(binBounds(bin).lo).toBe(binBounds(bin - 1).hi + 1);
  expect(binBounds(BIN_COUNT - 1).hi).toBe(SKETCH_LIMIT);
  expect(() => binBounds(BIN_COUNT)).toThrow(RangeError);
});

test("stored bins never move: count and some edges", () => {
  expect([BIN_COUNT, binBounds(49), binBounds(50), binBounds(51)]).toEqual([
    799,
    { lo: 4900, hi: 4999 },
    { lo: 5000, hi: 5090 },
    { lo: 5091, hi: 5183 },
  ]);
});

test("every edge and every value in between falls into its own bin", () => {
  for (let bin = 0; bin < BIN_COUNT; bin++) {
    const { lo, hi } = binBounds(bin);
    for (const value of [lo, Math.floor((lo + hi) / 2), hi, binRepresentative(bin)]) expect(binOf(value)).toBe(bin);
  }
});

test("values out of range count as the nearest end", () => {
  for (const low of [-1, Number.NaN, Number.NEGATIVE_INFINITY, -0]) expect(binOf(low)).toBe(0);
  for (const high of [SKETCH_LIMIT + 1, 2 ** 40, Number.POSITIVE_INFINITY]) expect(binOf(high)).toBe(BIN_COUNT - 1);
  expect(binOf(5090.9)).toBe(50);
});

test("a representative is within 1 % or 50 units of everything in its bin", () => {
  for (let bin = 0; bin < BIN_COUNT; bin++) {
    const { lo, hi } = binBounds(bin);
    for (const value of [lo, hi]) {
      expect(Math.abs(binRepresentative(bin) - value)).toBeLessThan(Math.max(50.001, 0.00995 * value));
    }
  }
});

test("any quantile of any multiset is within 1 % of nearest rank, or 50 µs", () => {
  fc.assert(
    fc.property(multiset, share, (values, q) => {
      const exact = nearestRank(ascending(values), q) ?? Number.NaN;
      const estimate = sketchFromValues(values).quantile(q) ?? Number.NaN;
      expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(Math.max(50, exact / 100));
    }),
    { numRuns: 2000 },
  );
});

test("encoding reads back, and equal multisets have equal bytes", () => {
  fc.assert(
    fc.property(multiset, (values) => {
      const bytes = sketchFromValues(values).encode();
      expect(Sketch.decode(bytes).bins()).toEqual(sketchFromValues(values).bins());
      expect(sketchFromValues(values.toReversed()).encode()).toEqual(bytes);
      expect(encodeValues(values)).toEqual(bytes);
    }),
  );
});

test("concatenating encodings merges, in any order and grouping", () => {
  fc.assert(
    fc.property(multiset, multiset, multiset, (a, b, c) => {
      const [x, y, z] = [a, b, c].map((values) => encodeValues(values));
      const whole = sketchFromValues([...a, ...b, ...c]).encode();
      const merged = sketchFromValues(c);
      merged.merge(sketchFromValues(a));
      merged.merge(sketchFromValues(b));
      expect(merged.encode()).toEqual(whole);
      if (!x || !y || !z) throw new Error("unreachable");
      expect(Sketch.decode(concat(z, x, y)).encode()).toEqual(whole);
      expect(Sketch.decode(concat(x, Sketch.decode(concat(y, z)).encode())).encode()).toEqual(whole);
    }),
  );
});

/** A piece as it was written before there were packed ones. */
function plainPiece(values: readonly number[]): Uint8Array {
  const bins = sketchFromValues(values).bins();
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
  const numbers = bins.map(({ lo }) => binOf(lo));
  const pairs = bins.flatMap(({ count }, index) => [(numbers[index] ?? 0) - (numbers[index - 1] ?? 0), count]);
  return Uint8Array.from([bins.length, ...pairs].flatMap(varint));
}

test("plain pieces of every age read as ever, alone and between packed ones", () => {
  fc.assert(
    fc.property(multiset, multiset, multiset, (a, b, c) => {
      expect(Sketch.decode(plainPiece(a)).encode()).toEqual(encodeValues(a));
      const mixed = concat(plainPiece(a), encodeValues(b), plainPiece(c), encodeValues(b));
      expect(Sketch.decode(mixed).encode()).toEqual(encodeValues([...a, ...b, ...c, ...b]));
    }),
  );
});

test("a piece is never longer than a plain one, and a hundred like samples take a third of it", () => {
  fc.assert(
    fc.property(multiset, (values) => {
      expect(encodeValues(values).length).toBeLessThanOrEqual(plainPiece(values).length);
    }),
  );
  const values = Array.from({ length: 100 }, (_, index) => 800_000 * Math.exp(Math.sin(index * 12.9898) * 0.8));
  expect(encodeValues(values).length * 3).toBeLessThan(plainPiece(values).length);
});

test("counts of any size and shape read back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(micros, fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 40 }))), {
        minLength: 1,
        maxLength: 300,
      }),
      (pairs) => {
        const sketch = new Sketch();
        for (const [value, count] of pairs) sketch.add(value, count);
        const read = Sketch.decode(sketch.encode());
        expect(read.bins()).toEqual(sketch.bins());
        expect(read.n).toBe(sketch.n);
      },
    ),
  );
});

test("no bytes are the empty sketch, and empty pieces change nothing", () => {
  expect(new Sketch().encode()).toHaveLength(0);
  expect(encodeValues([])).toHaveLength(0);
  const empty = Sketch.decode(Uint8Array.of(0, 0));
  expect([empty.n, empty.quantile(0.5), empty.bins(), empty.countAtMost(1e9)]).toEqual([0, null, [], 0]);
});

test("truncated or foreign bytes throw", () => {
  fc.assert(
    fc.property(multiset, fc.nat(), (values, cut) => {
      const bytes = encodeValues(values);
      expect(() => Sketch.decode(bytes.subarray(0, 1 + (cut % (bytes.length - 1))))).toThrow(RangeError);
    }),
  );
  expect(() => Sketch.decode(Uint8Array.of(1, 255, 127, 1))).toThrow(RangeError);
  expect(() => Sketch.decode(new Uint8Array(40).fill(255))).toThrow(RangeError);
});

test("counts beyond 32 bits survive", () => {
  const sketch = new Sketch();
  sketch.add(1_000, 2 ** 40 + 1);
  sketch.add(9_000_000, 3);
  const read = Sketch.decode(concat(sketch.encode(), sketch.encode()));
  expect([read.n, read.countAtMost(1_050)]).toEqual([2 ** 41 + 8, 2 ** 41 + 2]);
});

test("a cleared sketch is as good as new", () => {
  const sketch = sketchFromValues([1, 70_000, 3e9]);
  sketch.clear();
  sketch.mergeEncoded(encodeValues([5_000]));
  expect(sketch.encode()).toEqual(encodeValues([5_000]));
  expect(sketch.quantile(1)).toBe(5_045);
});

test("ranks are the decimal ⌈q·n⌉, never one too many", () => {
  const wrong: [number, number][] = [];
  for (let n = 1; n <= 1_000; n++) {
    for (let percent = 1; percent <= 100; percent++) {
      if (rankOf(percent / 100, n) !== Math.ceil((percent * n) / 100)) wrong.push([percent, n]);
    }
  }
  expect(wrong).toEqual([]);
  expect([rankOf(0, 5), rankOf(1, 5), rankOf(99.9 / 100, 1000), nearestRank([], 0.5)]).toEqual([1, 5, 999, null]);
});

test("a piece of single values says the same as their sketch, among other pieces; one cut short is refused", () => {
  const large = fc.oneof(micros, fc.integer({ min: SKETCH_LIMIT, max: 2 ** 40 }));
  const pieceOf = (values: readonly number[]) => {
    const piece = Buffer.alloc(6 + 8 * values.length);
    piece.write(VALUES_HEAD, "hex");
    piece.writeUInt32BE(values.length, 2);
    for (const [index, value] of values.entries()) piece.writeBigInt64BE(BigInt(value), 6 + 8 * index);
    return new Uint8Array(piece);
  };
  fc.assert(
    fc.property(fc.array(large), multiset, fc.nat(), (values, others, cut) => {
      const mixed = concat(encodeValues(others), pieceOf(values), encodeValues(others));
      expect(Sketch.decode(mixed).encode()).toEqual(sketchFromValues([...others, ...values, ...others]).encode());
      const piece = pieceOf(values);
      const short = piece.subarray(0, 1 + (cut % (piece.length - 1)));
      expect(() => Sketch.decode(short)).toThrow(RangeError);
    }),
  );
});
