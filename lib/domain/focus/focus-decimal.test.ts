import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFocusDecimal, parseFocusDecimal } from "./focus-decimal";

test("a decimal is written without exponent or trailing zeros, and read back exactly", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), (value) => {
      const text = formatFocusDecimal(value);
      expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(parseFocusDecimal(text)).toBe(value);
    }),
  );
  expect([0n, 1n, 10n ** 18n, -(10n ** 17n), 123_456n * 10n ** 15n].map(formatFocusDecimal)).toEqual([
    "0",
    "0.000000000000000001",
    "1",
    "-0.1",
    "123.456",
  ]);
});

test.each(["", "+1", "1,000", "$1", "1e5", "1.", ".5", "1E+5", "NaN", "0x1", " 1", "1E99"])(
  "%j is no number",
  (text) => {
    expect(parseFocusDecimal(text)).toBeNull();
  },
);

test("an exponent is read as the specification writes it", () => {
  expect(parseFocusDecimal("35.2E-7")).toBe(3_520_000_000_000n);
  expect(parseFocusDecimal("2E3")).toBe(2_000n * 10n ** 18n);
});
