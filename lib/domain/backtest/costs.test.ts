import fc from "fast-check";
import { expect, test } from "vitest";
import { CostSum, Costs } from "./costs";

const pico = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });

test("a cost is given back as it was set, and as the nearest number", () => {
  fc.assert(
    fc.property(pico, (cost) => {
      const costs = new Costs(2);
      costs.set(1, cost);
      expect([costs.get(0), costs.get(1)]).toEqual([null, cost]);
      expect(Math.abs(costs.estimate(1) - Number(cost))).toBeLessThanOrEqual(Math.abs(Number(cost)) * 2 ** -52);
    }),
  );
});

test("a sum is exact, whatever it is of", () => {
  fc.assert(
    fc.property(fc.array(fc.option(pico), { maxLength: 50 }), (given) => {
      const costs = new Costs(given.length);
      const sum = new CostSum();
      for (const [index, cost] of given.entries()) {
        if (cost === null) continue;
        costs.set(index, cost);
        sum.add(costs, index);
      }
      expect(sum.pico).toBe(given.reduce<bigint>((total, cost) => total + (cost ?? 0n), 0n));
    }),
  );
});

test("a sum of more halves than a number holds stays exact", () => {
  const costs = new Costs(1);
  costs.set(0, 2n ** 40n - 1n);
  const sum = new CostSum();
  const n = 2 ** 22 + 3;
  for (let nth = 0; nth < n; nth++) sum.add(costs, 0);
  expect(sum.pico).toBe((2n ** 40n - 1n) * BigInt(n));
});
