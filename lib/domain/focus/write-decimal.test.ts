import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFocusDecimal, ONE } from "./focus-decimal";
import { DECIMAL_TEXT_BYTES, writeCount, writeDecimal } from "./write-decimal";

function written(write: (bytes: Uint8Array, at: number) => number): string {
  const bytes = new Uint8Array(3 + DECIMAL_TEXT_BYTES);
  return new TextDecoder().decode(bytes.subarray(3, write(bytes, 3)));
}

test("a decimal of up to 128 bits is written as it is formatted", () => {
  const anyWord = fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n });
  const whole = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((count) => BigInt(count) * ONE);
  const pico = fc.bigInt({ min: 0n, max: 10n ** 17n }).map((amount) => amount * 1_000_000n);
  const wide = fc.bigInt({ min: -(2n ** 127n), max: 2n ** 127n });
  fc.assert(
    fc.property(fc.oneof(anyWord, whole, pico, wide), (value) => {
      expect(written((bytes, at) => writeDecimal(bytes, at, value))).toBe(formatFocusDecimal(value));
    }),
    { numRuns: 2_000 },
  );
});

test.each([0n, 1n, -1n, ONE, ONE - 1n, ONE + 1n, 10n * ONE, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 2n ** 127n - 1n])(
  "%d, where a step of the division ends, is written as it is formatted",
  (value) => {
    expect(written((bytes, at) => writeDecimal(bytes, at, value))).toBe(formatFocusDecimal(value));
  },
);

test("a whole number of up to 2⁵³ is written digit by digit", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      expect(written((bytes, at) => writeCount(bytes, at, count))).toBe(String(count));
    }),
  );
  expect(written((bytes, at) => writeCount(bytes, at, Number.MAX_SAFE_INTEGER))).toBe("9007199254740991");
});
