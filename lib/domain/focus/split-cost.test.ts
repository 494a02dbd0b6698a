import fc from "fast-check";
import { expect, test } from "vitest";
import { divideHalfEven } from "../pricing/divide-half-even";
import { splitCost } from "./split-cost";

const PER_PICO = 1_000_000n;
const exactParts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 22n }), { minLength: 5, maxLength: 5 });

test("the parts of attempts that were each rounded add up to what they cost, whatever they cost, and none is negative", () => {
  fc.assert(
    fc.property(fc.array(exactParts, { minLength: 1, maxLength: 20 }), (attempts) => {
      const pico = attempts.reduce((sum, parts) => {
        const exact = parts.reduce((all, part) => all + part, 0n);
        return sum + divideHalfEven(exact, PER_PICO);
      }, 0n);
      const exact = [0, 1, 2, 3, 4].map((index) => attempts.reduce((sum, parts) => sum + (parts[index] ?? 0n), 0n));
      const split = splitCost(pico, exact, attempts.length);

      expect(split?.parts.reduce((sum, part) => sum + part, split.rest)).toBe(pico);
      if (exact.some((part) => part > 0n)) expect(split?.rest).toBe(0n);
      for (const [index, part] of split?.parts.entries() ?? []) {
        expect(part).toBeGreaterThanOrEqual(0n);
        const off = part * PER_PICO - (exact[index] ?? 0n);
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(attempts.length + 5) * PER_PICO);
      }
    }),
  );
});

test("what costs more than its prices has a rest, what costs less cannot be split", () => {
  fc.assert(
    fc.property(exactParts, fc.bigInt({ min: 1n, max: 10n ** 15n }), (exact, more) => {
      const whole = exact.reduce((sum, part) => sum + part, 0n) / PER_PICO;
      const split = splitCost(whole + more + 1n, exact, 1);
      expect(split?.parts.reduce((sum, part) => sum + part, split.rest)).toBe(whole + more + 1n);
      expect(split?.rest).toBeGreaterThan(0n);
      if (whole > 0n) expect(splitCost(whole - (more < whole ? more : whole) - 1n, exact, 1)).toBeNull();
    }),
  );
});

test("whole pico are handed out by the largest remainder, and nothing goes to what was not used", () => {
  expect(splitCost(2n, [600_000n, 900_000n, 0n, 500_000n, 0n], 4)).toEqual({ parts: [1n, 1n, 0n, 0n, 0n], rest: 0n });
  expect(splitCost(0n, [0n, 0n], 3)).toEqual({ parts: [0n, 0n], rest: 0n });
});
