import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, scanNumbers } from "./scan-numbers";

const amounts = fc.array(fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }), { maxLength: 3 });

test("every amount and every count of a line is read, where it belongs", () => {
  fc.assert(
    fc.property(
      amounts,
      fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 20 }),
      fc.nat(5),
      (costs, counts, from) => {
        const numbers = new Float64Array(from + costs.length * 2 + counts.length + 1).fill(-1);
        scanNumbers([...costs, ...counts].join(","), {
          ...{ numbers, from, amounts: costs.length, counts: counts.length },
        });

        expect(costs.map((_, index) => amountOf(numbers, from + index * 2))).toEqual(costs);
        expect([...numbers.slice(from + costs.length * 2, -1)]).toEqual(counts);
        expect([...numbers.slice(0, from), numbers.at(-1)]).toEqual([...Array<number>(from).fill(-1), -1]);
      },
    ),
  );
});

test.each([
  "",
  "1",
  "1,2",
  "1,2,3,4",
  "1,2,",
  "1,,3",
  ",2,3",
  "-,2,3",
  "--1,2,3",
  "1,-2,3",
  "1,2,3x",
  "1.5,2,3",
  "1e3,2,3",
])("%j is no line of an amount and two counts", (line) => {
  const numbers = new Float64Array(4);
  expect(() => scanNumbers(line, { numbers, from: 0, amounts: 1, counts: 2 })).toThrow(RangeError);
});
