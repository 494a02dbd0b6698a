import fc from "fast-check";
import { expect, test } from "vitest";
import { rankOf } from "@/lib/breaker/nearest-rank";
import { quantilesOfEncoded, quantilesOfSketch } from "./percentile";
import { encodeValues, Sketch } from "./sketch";
import { BIN_COUNT, binBounds, SKETCH_LIMIT } from "./sketch-bins";

const MS = 1_000;
const HOUR = SKETCH_LIMIT;
const FIRST_BIN = 10;

/** A value and how often it occurs. */
type Counted = { value: number; count: number };

const edge = fc
  .integer({ min: FIRST_BIN, max: BIN_COUNT - 1 })
  .chain((bin) => fc.constantFrom(binBounds(bin).lo, binBounds(bin).lo + 1, binBounds(bin).hi - 1, binBounds(bin).hi));
const value = fc.oneof(
  { weight: 3, arbitrary: edge },
  { weight: 1, arbitrary: fc.integer({ min: MS, max: HOUR }) },
  {
    weight: 1,
    arbitrary: fc.double({ min: Math.log(MS), max: Math.log(HOUR), noNaN: true }).map((x) => Math.floor(Math.exp(x))),
  },
);
const count = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 31 }));
const multiset = fc.array(fc.record({ value, count }), { minLength: 1, maxLength: 60 });
const share = fc.oneof(fc.constantFrom(0.5, 0.95, 0.99, 0.999, 0, 1), fc.double({ min: 0, max: 1, noNaN: true }));

function sketchOf(counted: readonly Counted[]): Sketch {
  const sketch = new Sketch();
  for (const { value, count } of counted) sketch.add(value, count);
  return sketch;
}

/** The nearest-rank sample, counted off. */
function exactQuantile(counted: readonly Counted[], q: number): number {
  const n = counted.reduce((sum, { count }) => sum + count, 0);
  let rest = rankOf(q, n);
  for (const { value, count } of counted.toSorted((a, b) => a.value - b.value)) {
    rest -= count;
    if (rest <= 0) return value;
  }
  return Number.NaN;
}

const isNear = (estimate: number, exact: number) => Math.abs(estimate - exact) <= Math.max(50, exact / 100);

function concat(...pieces: Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}

test("any quantile of any multiset from 1 ms to 1 h is within 1 % of nearest rank, clamped or not", () => {
  fc.assert(
    fc.property(multiset, share, (counted, q) => {
      const exact = exactQuantile(counted, q);
      const sketch = Sketch.decode(sketchOf(counted).encode());
      const values = counted.map(({ value }) => value);
      const [clamped] = quantilesOfSketch(sketch, [q], { min: Math.min(...values), max: Math.max(...values) });
      const estimates = [sketch.quantile(q), clamped];
      expect(estimates.map((estimate) => isNear(estimate ?? Number.NaN, exact))).toEqual([true, true]);
    }),
    { numRuns: 3_000 },
  );
});

test("on both sides of every edge between two bins, every rank is within 1 %", () => {
  const wrong: number[][] = [];
  for (let bin = FIRST_BIN; bin < BIN_COUNT - 1; bin++) {
    const below = binBounds(bin);
    const above = binBounds(bin + 1);
    const values = [below.lo, below.hi, above.lo, above.hi];
    const estimates = sketchOf(values.map((value) => ({ value, count: 1 }))).valuesAtRanks([1, 2, 3, 4]);
    for (const [rank, value] of values.entries())
      if (!isNear(estimates[rank] ?? Number.NaN, value)) wrong.push([bin, value]);
  }
  expect(wrong).toEqual([]);
});

test("merging is commutative and associative in counts and in quantiles, and is what concatenating does", () => {
  fc.assert(
    fc.property(multiset, multiset, multiset, share, (a, b, c, q) => {
      const merged = (...parts: readonly Counted[][]) => {
        const [first, ...others] = parts.map(sketchOf);
        for (const other of others) first?.merge(other);
        return first ?? new Sketch();
      };
      const right = merged(b, c);
      const left = merged(a);
      left.merge(right);
      const [x, y, z] = [sketchOf(a).encode(), sketchOf(b).encode(), sketchOf(c).encode()];
      const ways = [
        sketchOf([...a, ...b, ...c]),
        merged(a, b, c),
        merged(c, b, a),
        left,
        Sketch.decode(concat(x, y, z)),
        Sketch.decode(concat(z, x, y)),
        Sketch.decode(concat(x, Sketch.decode(concat(z, y)).encode())),
      ];
      const [whole] = ways.map((sketch) => [sketch.n, sketch.quantile(q), sketch.bins()]);
      for (const way of ways) expect([way.n, way.quantile(q), way.bins()]).toEqual(whole);
      expect(whole?.[0]).toBe([...a, ...b, ...c].reduce((n, { count }) => n + count, 0));
    }),
    { numRuns: 150 },
  );
});

test("any counts up to 2³¹ in any bins come back from their bytes", () => {
  const filled = fc.uniqueArray(fc.tuple(fc.nat(BIN_COUNT - 1), count), { selector: ([bin]) => bin, maxLength: 120 });
  fc.assert(
    fc.property(filled, (bins) => {
      const counted = bins.map(([bin, count]) => ({ value: binBounds(bin).lo, count }));
      const expected = bins.toSorted(([a], [b]) => a - b).map(([bin, count]) => ({ ...binBounds(bin), count }));
      expect(Sketch.decode(sketchOf(counted).encode()).bins()).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test("the bytes of a batch's values are those of its sketch, be they few or many", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 70 }), (values) => {
      expect(encodeValues(Float64Array.from(values))).toEqual(
        sketchOf(values.map((value) => ({ value, count: 1 }))).encode(),
      );
    }),
    { numRuns: 300 },
  );
});

test("asking an encoding is asking what it decodes to, where it is one packed piece", () => {
  // Neighbouring bins, as real samples fill them: others are not packed.
  const dense = fc
    .record({
      first: fc.integer({ min: 0, max: BIN_COUNT - 200 }),
      counts: fc.array(fc.nat(60), { minLength: 8, maxLength: 200 }),
    })
    .map(({ first, counts }) => counts.map((count, index) => ({ value: binBounds(first + index).lo, count })))
    .filter((counted) => counted.some(({ count }) => count > 0));
  const range = fc.option(fc.record({ min: fc.nat(HOUR), max: fc.nat(HOUR) }), { nil: null });
  let asked = 0;
  fc.assert(
    fc.property(dense, fc.array(share, { maxLength: 4 }), range, (counted, shares, range) => {
      const ascending = shares.toSorted((a, b) => a - b);
      const encoded = sketchOf(counted).encode();
      const direct = quantilesOfEncoded(encoded, ascending, range);
      if (direct === null) return;
      asked++;
      expect(direct).toEqual(quantilesOfSketch(Sketch.decode(encoded), ascending, range));
      expect(quantilesOfEncoded(Buffer.concat([encoded, encoded]), ascending, range)).toBeNull();
    }),
    // One in six is packed, so fewer would now and then hold hardly any.
    { numRuns: 1_000 },
  );
  expect(asked).toBeGreaterThan(10);
});
