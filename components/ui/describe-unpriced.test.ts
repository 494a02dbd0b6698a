import { expect, test } from "vitest";
import { describeUnpriced, isPartlyUnpriced } from "./describe-unpriced";

test("a model without a price is told apart from attempts without usage", () => {
  expect(describeUnpriced({ priced_share: 0, tokens: { input: 5 } })).toContain("No price");
  expect(describeUnpriced({ priced_share: 0, tokens: { input: null } })).toContain("usage");
  expect(describeUnpriced({ priced_share: 0.995, tokens: { input: 5 } })).toContain("usage");
});

test("only what has attempts without a cost is partly unpriced", () => {
  expect(isPartlyUnpriced({ attempts: 3, priced_share: 0.9 })).toBe(true);
  expect(isPartlyUnpriced({ attempts: 3, priced_share: 1 })).toBe(false);
  expect(isPartlyUnpriced({ attempts: 0, priced_share: null })).toBe(false);
});
