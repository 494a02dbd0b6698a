import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyEncoder } from "./copy-encoder";

/** A numeric's value out of its wire form: count, weight, sign and scale, then digits of four decimals each. */
function readNumeric(bytes: Buffer): bigint {
  const count = bytes.readInt16BE(4);
  const weight = bytes.readInt16BE(6);
  const sign = bytes.readInt16BE(8) === 0x4000 ? -1n : 1n;
  let value = 0n;
  for (let digit = 0; digit < count; digit++) value = value * 10_000n + BigInt(bytes.readInt16BE(12 + digit * 2));
  expect([bytes.readInt32BE(0), weight]).toEqual([8 + count * 2, Math.max(0, count - 1)]);
  return sign * value;
}

test("whole numbers of any size are written as numeric to the unit", () => {
  const around = (center: bigint) => fc.bigInt({ min: center - 20_000n, max: center + 20_000n });
  const value = fc.oneof(
    around(0n),
    around(2n ** 53n),
    around(-(2n ** 53n)),
    around(10n ** 16n),
    fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  );
  fc.assert(
    fc.property(value, (value) => {
      const encoder = new CopyEncoder(64);
      const start = encoder.at;
      encoder.numeric(value);
      expect(readNumeric(encoder.bytes.subarray(start, encoder.at))).toBe(value);
    }),
    { numRuns: 2_000 },
  );
});
