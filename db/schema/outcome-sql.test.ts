import { expect, test } from "vitest";
import { FAILED_OUTCOMES, JUDGED_OUTCOMES, OUTCOMES } from "@/lib/domain/outcome";
import { outcomeIn, sumOfOutcomes } from "./outcome-sql";

test.each([
  [["ok"], "a.outcome = 0"],
  [FAILED_OUTCOMES, "a.outcome between 1 and 3"],
  [JUDGED_OUTCOMES, "a.outcome <= 3"],
  [["timeout", "ok"], "a.outcome in (0, 3)"],
  [OUTCOMES, "a.outcome <= 6"],
] as const)("%j are %s", (outcomes, condition) => {
  expect(outcomeIn("a.outcome", outcomes)).toBe(condition);
});

test("outcomes are added up by their columns", () => {
  expect(sumOfOutcomes(FAILED_OUTCOMES, (name) => `m.${name}`)).toBe("m.rate_limited + m.server_error + m.timeout");
});
