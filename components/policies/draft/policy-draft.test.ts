import fc from "fast-check";
import { expect, test } from "vitest";
import { type TierPolicy, tierPolicySchema } from "@/lib/contract/policy";
import { parsePolicyDraft } from "./parse-policy-draft";
import { draftOf, type PolicyDraft } from "./policy-draft";
import { percentText, shiftDecimal } from "./shift-decimal";

const policy: TierPolicy = tierPolicySchema.parse({
  tier: "standard",
  primary: "deepseek-v4-flash",
  fallbacks: ["qwen3-32b"],
  regions: { "eu-central-1": { primary: "qwen3-32b", fallbacks: ["deepseek-v4-flash"] } },
});
const draft = (change: Partial<PolicyDraft> = {}): PolicyDraft => ({ ...draftOf(policy), ...change });
const errorsOf = (change: Partial<PolicyDraft>) => parsePolicyDraft(draft(change)).fields;

test("a policy that is shown and not touched is the same policy", () => {
  expect(parsePolicyDraft(draftOf(policy))).toEqual({ policy });

  const withoutLatency = { ...policy, failover: { ...policy.failover, latency: null } };
  expect(parsePolicyDraft(draftOf(withoutLatency))).toEqual({ policy: withoutLatency });
});

test("percent and fraction convert without binary error, whatever the share", () => {
  expect(percentText(0.005)).toBe("0.5");
  expect(percentText(0.07)).toBe("7");
  expect(percentText(1e-7)).toBe("1e-5");
  expect(shiftDecimal("0.7", -2)).toBe(0.007);
  expect(shiftDecimal("1e-3", -2)).toBe(0.000_01);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      expect(shiftDecimal(percentText(share), -2)).toBe(share);
    }),
  );
});

test("an emptied number is required, never zero and never the default", () => {
  expect(errorsOf({ max_error_percent: "" })).toEqual({ "failover.max_error_rate": ["Required"] });
  expect(errorsOf({ latency_max_ms: " " })).toEqual({ "failover.latency.max_ms": ["Required"] });
  expect(errorsOf({ timeout_ms: "" })).toEqual({ timeout_ms: ["Required"] });
  expect(errorsOf({ ramp_percent: "" })?.["failover.ramp"]).toEqual(["Required"]);
  expect(errorsOf({ primary: "" })).toEqual({ primary: ["Required"] });
});

test("what is no decimal number is refused at its field", () => {
  for (const typed of ["10s", "1,000", "0x10", "Infinity", "1e", "--1"]) {
    expect(errorsOf({ timeout_ms: typed })).toEqual({ timeout_ms: ["Must be a number"] });
  }
});

test("errors carry the dotted path of the contract and the units of the form", () => {
  expect(errorsOf({ max_error_percent: "101" })).toEqual({ "failover.max_error_rate": ["Must be at most 100 %"] });
  expect(errorsOf({ ramp_percent: "50, 10, 100" })).toEqual({
    "failover.ramp": ["Step 2: Must be above the share before it"],
  });
  expect(errorsOf({ ramp_percent: "10 %, 50" })).toEqual({ "failover.ramp": ["Must end in 100"] });
  expect(errorsOf({ min_requests: "101" })).toEqual({
    "failover.min_requests": ["Must not be above the window's requests"],
  });
  expect(errorsOf({ fallbacks: ["qwen3-32b", "deepseek-v4-flash"] })).toEqual({
    "fallbacks.1": ["Each model may appear once"],
  });
  expect(errorsOf({ regions: [{ region: "eu.west", primary: "", fallbacks: [] }] })).toEqual({
    "regions.eu.west.primary": ["Required"],
  });
});

test("a region that is there twice is refused, not merged", () => {
  const twice = { region: "eu-central-1", primary: "glm-5", fallbacks: [] };
  expect(errorsOf({ regions: [...draft().regions, twice] })).toEqual({
    "regions.eu-central-1": ["This region is there twice"],
  });
});
