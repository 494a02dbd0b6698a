import { expect, test } from "vitest";
import { tierPolicySchema } from "./policy";
import { policyIssueCode } from "./policy-issue";

const codesOf = (change: object) =>
  tierPolicySchema
    .safeParse({ tier: "standard", primary: "a", ...change })
    .error?.issues.map((issue) => [issue.path.join("."), policyIssueCode(issue), issue.message]);

test("what a rule of policies refuses names the rule, and keeps its sentence", () => {
  expect(codesOf({ fallbacks: ["a"] })).toEqual([["fallbacks.0", "model_twice", "Each model may appear once"]]);
  expect(codesOf({ regions: { eu: { primary: "b", fallbacks: ["b"] } } })).toEqual([
    ["regions.eu.fallbacks.0", "model_twice", "Each model may appear once"],
  ]);
  expect(codesOf({ failover: { ramp: [0.5, 0.1] } })).toEqual([
    ["failover.ramp.1", "ramp_not_rising", "Must be above the share before it"],
    ["failover.ramp", "ramp_end", "Must end in 1"],
  ]);
  expect(codesOf({ failover: { min_requests: 101 } })).toEqual([
    ["failover.min_requests", "above_window", "Must not be above window_requests"],
  ]);
});

test("a bound of a single value has zod's own code and none of ours", () => {
  expect(codesOf({ failover: { max_error_rate: 2 } })).toEqual([
    ["failover.max_error_rate", null, "Must be at most 1"],
  ]);
});
