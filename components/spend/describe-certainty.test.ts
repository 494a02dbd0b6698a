import { expect, test } from "vitest";
import type { Certainty } from "@/lib/contract/spend";
import { describeCertainty, describeCertaintyFrom } from "./describe-certainty";

const certainty = {
  ...{ certain_usd: "12345.67", estimated_usd: "210", undivided_usd: "0" },
  ...{ unpriced_tokens: 0, unpriced_low_usd: "0", unpriced_high_usd: "0" },
};
const tokens = { input: 800, cached_input: 0, cache_write: 0, output: 200, reasoning: 0 };
const of = (overrides: Partial<Certainty>) => describeCertainty({ certainty: { ...certainty, ...overrides }, tokens });

test("certain and estimated dollars, and what unpriced tokens are worth, in a sentence", () => {
  expect(of({})).toBe("$12,345.67 certain, $210.00 estimated");
  const unpriced = { unpriced_tokens: 30, unpriced_low_usd: "4", unpriced_high_usd: "95" };
  expect(of(unpriced)).toBe(
    "$12,345.67 certain, $210.00 estimated; 3.00 % of tokens have no price and are worth between $4.00 and $95.00",
  );
  expect(of({ ...unpriced, unpriced_high_usd: "4" })).toMatch(/are worth \$4.00$/);
});

test("what is not known is said to be so, and never 0", () => {
  expect(of({ certain_usd: null })).toBe("Nothing has a price");
  expect(of({ unpriced_tokens: 30, unpriced_low_usd: null })).toMatch(/some of them none to be compared with$/);
  expect(of({ undivided_usd: "7" })).toMatch(/\$7.00 from before the two were counted apart$/);
  expect(describeCertainty({ tokens })).toBe("");
  expect(describeCertaintyFrom({ certainty_from: "2026-03-01T00:00:00Z" }, "UTC")).toBe(
    "known since 2026-03-01 00:00 UTC",
  );
  expect(describeCertaintyFrom({ certainty_from: null }, "UTC")).toBe("");
});
