import { expect, test } from "vitest";
import { describeReported } from "./describe-reported";

const total = { cost_usd: "10", reported_cost_usd: "3.1", reported_share: 0.3, priced_share: 1 };

test("what some attempts report is never held against the cost of all", () => {
  expect(describeReported(total)).toBe("Of 30.0 % of the attempts; the others came without one");
  expect(describeReported({ ...total, reported_share: 0.9999 })).not.toMatch(/more|less/);
  expect(describeReported({ ...total, reported_share: 1, priced_share: 0.9 })).not.toMatch(/more|less/);
});

test("where both are of all attempts, the difference is shown", () => {
  const whole = { ...total, reported_share: 1 };

  expect(describeReported({ ...whole, reported_cost_usd: "10.5" })).toBe("Of all attempts; $0.50 more than ours");
  expect(describeReported({ ...whole, reported_cost_usd: "9.5" })).toBe("Of all attempts; $0.50 less than ours");
  expect(describeReported({ ...whole, reported_cost_usd: "10.000" })).toBe(
    "Of all attempts, equal to the computed cost",
  );
});

test("without a report there is nothing to describe", () => {
  expect(describeReported({ ...total, reported_cost_usd: null, reported_share: 0 })).toBe(
    "No router reports its own cost",
  );
});
