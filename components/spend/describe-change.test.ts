import { expect, test } from "vitest";
import { describeCountChange, describeSpendChange } from "./describe-change";

test("a change says its direction in money and as a share", () => {
  expect(describeSpendChange({ pico: 1_200_000_000_000n, ratio: 0.1234 })).toBe("+$1.20 (+12.3 %)");
  expect(describeSpendChange({ pico: -500_000_000_000n, ratio: -1 })).toBe("-$0.50 (-100.0 %)");
  expect(describeSpendChange({ pico: 500_000_000_000n, ratio: null })).toBe("+$0.50");
});

test("a count is not compared with nothing", () => {
  expect(describeCountChange(150, 100)).toBe("+50.0 % on the period before");
  expect([describeCountChange(5, 0), describeCountChange(5, null), describeCountChange(null, 5)]).toEqual([
    null,
    null,
    null,
  ]);
});
