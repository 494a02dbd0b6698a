import fc from "fast-check";
import { expect, test } from "vitest";
import { scanCounts } from "./scan-counts";

test("every whole number of a line is read, after whatever stands before", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 20 }), (amount, numbers) => {
      const line = [amount, ...numbers].join(",");
      const counts = new Float64Array(numbers.length);
      scanCounts(line, line.indexOf(",") + 1, counts);
      expect([...counts]).toEqual(numbers);
    }),
  );
});
