import fc from "fast-check";
import { expect, test } from "vitest";
import { divideReads, gridOf, readsAll, strideOf } from "./divide-reads";
import { sampleSlices } from "./sample-slices";

const limits = { read: 25_000, scanned: 250_000 };

/** How many attempts are read of each, were they evenly spread. */
function readOf(counts: Readonly<Record<string, number>>, all?: number): Record<string, number> {
  const attempts = new Map(Object.entries(counts));
  const total = all ?? [...attempts.values()].reduce((sum, n) => sum + n, 0);
  const strides = divideReads({ attempts, all: total, limits, byHour: null });
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
        byHour: null,
      }),
    ),
  ).toBe(true);
  expect(readsAll(divideReads({ attempts: new Map(), all: 0, limits, byHour: null }))).toBe(true);
  expect(readsAll(divideReads({ attempts: new Map([["a", 900_000]]), all: 900_000, limits, byHour: null }))).toBe(
    false,
  );
});

test("at most 250,000 are looked at, about 25,000 are read, and never more of a busier model's attempts than of a rarer one's", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(counts, (all) => {
      const attempts = new Map(all.map((n, index) => [`m${index}`, n]));
      const total = all.reduce((sum, n) => sum + n, 0);
      const strides = divideReads({ attempts, all: total, limits, byHour: null });
      expect(total / strides.looked).toBeLessThanOrEqual(limits.scanned);
      const read = all.reduce((sum, n, index) => sum + n / strideOf(strides, `m${index}`), 0);
      // Strides that pass every hour are seldom the one wanted: 7 comes after 1.
      expect(read).toBeLessThanOrEqual(limits.read * Math.sqrt(7) + 1);
      const rarestFirst = [...attempts].sort(([, a], [, b]) => a - b).map(([model]) => strideOf(strides, model));
      expect(rarestFirst).toEqual(rarestFirst.toSorted((a, b) => a - b));
    }),
  );
});

test("where hours are told apart, a busy model has two slices of each that the slices looked at have", () => {
  const spans = fc.record({ from: fc.nat(3_000), minutes: fc.integer({ min: 60, max: 60_000 }) });
  fc.assert(
    fc.property(spans, fc.nat(2_000_000), fc.nat(50_000), ({ from, minutes }, busy, rare) => {
      const byHour = { from, to: from + minutes };
      const attempts = new Map(Object.entries({ busy, rare }));
      const { looked, ofModel } = divideReads({ attempts, all: busy + rare, limits, byHour });
      const slices = sampleSlices(byHour, looked, gridOf(byHour, { looked, ofModel }));
      const own = ofModel.get("busy") ?? 1;
      const ofHour = (stride: number, hour: number) =>
        slices.filter(({ from, number }) => number % stride === 0 && Math.floor(from / 60) % 24 === hour).length;
      const hours = Array.from({ length: 24 }, (_, hour) => hour);
      const asked = minutes >= 1_440 ? hours : hours.filter((hour) => minutesOf(byHour, hour) >= 30);
      const isReadable = asked.every((hour) => ofHour(1, hour) >= 2);
      if (isReadable) expect(asked.filter((hour) => ofHour(own, hour) < 2)).toEqual([]);
      expect(own).toBeLessThanOrEqual(
        divideReads({ attempts, all: busy + rare, limits, byHour: null }).ofModel.get("busy") ?? 1,
      );
    }),
  );
});

test("a day of 600,000 attempts is read at every hour, of all slices that are looked at", () => {
  const byHour = { from: 0, to: 1_440 };
  const attempts = new Map(Object.entries({ a: 600_000, b: 200_000 }));
  const asked = { attempts, all: 800_000, limits: { read: 15_000, scanned: 250_000 } };
  expect(strideOf(divideReads({ ...asked, byHour: null }), "a")).toBe(77);
  expect(strideOf(divideReads({ ...asked, byHour }), "a")).toBe(7);
});

function minutesOf({ from, to }: { from: number; to: number }, hour: number): number {
  return Array.from({ length: to - from }, (_, index) => from + index).filter((at) => Math.floor(at / 60) % 24 === hour)
    .length;
}
