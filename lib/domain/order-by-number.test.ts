import fc from "fast-check";
import { expect, test } from "vitest";
import { orderByNumber } from "./order-by-number";
import { DAY_US } from "./time/units";

// Close together, so that many are equal; of one day; and too far apart to be packed.
const key = fc.oneof(
  fc.nat(5),
  fc.nat(DAY_US).map((us) => us + 1.77e15),
  fc.maxSafeInteger(),
);
const keys = fc.oneof(
  fc.array(key, { maxLength: 60 }),
  fc.array(fc.nat(3), { maxLength: 60 }),
  fc.array(fc.maxSafeInteger(), { maxLength: 60 }),
);

test("orders as a comparison of pairs does, ties included, whatever the keys span", () => {
  fc.assert(
    fc.property(keys, fc.infiniteStream(fc.nat(3)), (numbers, names) => {
      const named = numbers.map((number, index) => ({ number, index, name: names.next().value ?? 0 }));
      const byName = (a: number, b: number) => (named[a]?.name ?? 0) - (named[b]?.name ?? 0);

      const order = orderByNumber(Float64Array.from(numbers), byName);

      const expected = named.toSorted((a, b) => a.number - b.number || a.name - b.name || a.index - b.index);
      expect([...order]).toEqual(expected.map(({ index }) => index));
    }),
    { numRuns: 2_000 },
  );
});

test("ten thousand instants of three days, and of thirty years, are in order", () => {
  for (const span of [3 * DAY_US, 1e15]) {
    const instants = Float64Array.from(
      { length: 10_000 },
      (_, index) => 1e15 + ((index * 7_919) % 10_000) * (span / 10_000),
    );

    const order = orderByNumber(instants, () => 0);

    expect(
      [...order].every(
        (index, place) => place === 0 || (instants[order[place - 1] ?? 0] ?? 0) <= (instants[index] ?? 0),
      ),
    ).toBe(true);
    expect(new Set(order).size).toBe(10_000);
  }
});
