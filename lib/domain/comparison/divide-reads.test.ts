import fc from "fast-check";
import { expect, test } from "vitest";
import { divideReads, readsAll, strideOf } from "./divide-reads";

const limits = { read: 25_000, scanned: 250_000 };

/** How many attempts are read of each, were they evenly spread. */
function readOf(counts: Readonly<Record<string, number>>, all?: number): Record<string, number> {
  const attempts = new Map(Object.entries(counts));
  const total = all ?? [...attempts.values()].reduce((sum, n) => sum + n, 0);
  const strides = divideReads({ attempts, all: total, limits });
  return Object.fromEntries([...attempts].map(([model, n]) => [model, Math.round(n / strideOf(strides, model))]));
}

test("a rare model beside busy ones is read whole, and they no more than they would be without it", () => {
  const busy = { a: 100_000, b: 60_000 };
  expect(readOf({ ...busy, rare: 547 })).toEqual({ ...readOf(busy), rare: 547 });
  expect(readOf(busy)).toEqual({ a: 14_286, b: 8_571 });
});

test("where all attempts are too many to be looked at, a rare model has all of those that are", () => {
  expect(readOf({ a: 700_000, rare: 547 }, 1_000_000)).toEqual({ a: 14_286, rare: 78 });
});

test("few attempts are all read, whoever's they are", () => {
  expect(
    readsAll(
      divideReads({
        attempts: new Map([
          ["a", 24_000],
          ["b", 900],
        ]),
        all: 200_000,
        limits,
      }),
    ),
  ).toBe(true);
  expect(readsAll(divideReads({ attempts: new Map(), all: 0, limits }))).toBe(true);
  expect(readsAll(divideReads({ attempts: new Map([["a", 900_000]]), all: 900_000, limits }))).toBe(false);
});

test("at most 250,000 are looked at, about 25,000 are read, and never more of a busier model's attempts than of a rarer one's", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(counts, (all) => {
      const attempts = new Map(all.map((n, index) => [`m${index}`, n]));
      const total = all.reduce((sum, n) => sum + n, 0);
      const strides = divideReads({ attempts, all: total, limits });
      expect(total / strides.looked).toBeLessThanOrEqual(limits.scanned);
      const read = all.reduce((sum, n, index) => sum + n / strideOf(strides, `m${index}`), 0);
      // Strides that pass every hour are seldom the one wanted: 7 comes after 1.
      expect(read).toBeLessThanOrEqual(limits.read * Math.sqrt(7) + 1);
      const rarestFirst = [...attempts].sort(([, a], [, b]) => a - b).map(([model]) => strideOf(strides, model));
      expect(rarestFirst).toEqual(rarestFirst.toSorted((a, b) => a - b));
    }),
  );
});
