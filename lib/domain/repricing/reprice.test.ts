import fc from "fast-check";
import { expect, test } from "vitest";
import { OUTCOMES } from "../outcome";
import { createPriceBook } from "../pricing/price-book";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import { USAGE_SOURCES } from "../pricing/token-usage";
import { NO_PARTS } from "../pricing/usage-parts";
import { lookupOf, repriceUse } from "./reprice";

const PLACE = { model: "m", provider: "p", region: "eu-west-1", serviceTier: null, operation: "chat", former: null };

test("a price that is there tells who sends the bill and what the model was called", () => {
  expect(lookupOf({ ...PLACE, former: { provider: "reseller", model: "maker/m:free" } })).toMatchObject({
    ...{ seller: "reseller", names: ["maker/m:free", "m"] },
  });
  expect(lookupOf(PLACE)).toMatchObject({ seller: "p", names: ["m"] });
  expect(lookupOf({ ...PLACE, former: { provider: "p", model: "m" } }).names).toEqual(["m"]);
});

test("a batch is priced as one where nobody says which tier served", () => {
  expect(lookupOf({ ...PLACE, operation: "batch" }).serviceTier).toBe("batch");
  expect(lookupOf({ ...PLACE, operation: "batch", serviceTier: "flex" }).serviceTier).toBe("flex");
  expect(lookupOf(PLACE).serviceTier).toBeNull();
});

const count = fc.option(fc.nat({ max: 100_000 }));
const uses = fc.record({
  at: fc.nat({ max: 2_000 }),
  outcome: fc.constantFrom(...OUTCOMES),
  usageSource: fc.constantFrom(...USAGE_SOURCES),
  totals: fc.record({
    ...{ inputTokens: count, outputTokens: count, cachedInputTokens: count },
    ...{ cacheWriteTokens: count, reasoningTokens: count },
  }),
  parts: fc.constant(NO_PARTS),
});
const before = { ...SAMPLE_PRICE, provider: "p", model: "m", inputPicoPerM: 3_000_000n, outputPicoPerM: 9_000_000n };

test("pricing there and back is the identity, and a price that comes later than the attempt changes nothing", () => {
  const first = createPriceBook([before]);
  const raised = createPriceBook([
    { ...before, validTo: 1_000 },
    { ...before, id: "2", validFrom: 1_000, inputPicoPerM: 6_000_000n },
  ]);
  fc.assert(
    fc.property(uses, (use) => {
      const once = repriceUse(first, lookupOf(PLACE), use);
      const there = repriceUse(raised, lookupOf({ ...PLACE, former: once.price }), use);
      expect(repriceUse(first, lookupOf({ ...PLACE, former: there.price }), use)).toEqual(once);
      if (use.at < 1_000) expect(there.costPico).toBe(once.costPico);
    }),
  );
});
