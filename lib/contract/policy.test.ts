import { expect, test } from "vitest";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { DEFAULT_ALIASES, DEFAULT_POLICIES } from "@/lib/domain/policies/catalogue-policies";
import {
  aliasTableSchema,
  policyPublishSchema,
  publishedPolicySchema,
  type TierPolicy,
  tierPolicySchema,
} from "./policy";

const standard = {
  tier: "standard",
  description: "Default chat",
  primary: "deepseek-v4-flash",
  fallbacks: ["qwen3-32b"],
  timeout_ms: 10_000,
  max_attempts: 2,
  failover: {
    latency: { metric: "ttft_ms", percentile: 99, max_ms: 800 },
    max_error_rate: 0.005,
    window_requests: 100,
    window_seconds: 300,
    min_requests: 50,
    min_failures: 1,
    cooldown_seconds: 60,
    dwell_seconds: 30,
    ramp: [0.1, 0.5, 1],
  },
  regions: { "eu-central-1": { primary: "qwen3-32b", fallbacks: ["deepseek-v4-flash"] } },
} satisfies TierPolicy;

const refused = (change: object) =>
  tierPolicySchema.safeParse({ ...standard, ...change }).error?.issues.map((issue) => issue.path.join("."));
const refusedFailover = (change: object) => refused({ failover: { ...standard.failover, ...change } });

test("the documented policy is accepted as it is, and its defaults are the documented ones", () => {
  expect(tierPolicySchema.parse(standard)).toEqual(standard);
  const { tier, primary } = standard;
  expect(tierPolicySchema.parse({ tier, primary })).toEqual({
    ...standard,
    description: "",
    fallbacks: [],
    regions: {},
  });
});

test("every bound is refused by the dotted path of its field", () => {
  expect(refusedFailover({ window_requests: 9, min_requests: 1 })).toEqual(["failover.window_requests"]);
  expect(refusedFailover({ min_requests: 101 })).toEqual(["failover.min_requests"]);
  expect(refusedFailover({ min_failures: 101 })).toEqual(["failover.min_failures"]);
  expect(refusedFailover({ window_seconds: 86_401 })).toEqual(["failover.window_seconds"]);
  expect(refusedFailover({ cooldown_seconds: 0 })).toEqual(["failover.cooldown_seconds"]);
  expect(refusedFailover({ dwell_seconds: -1 })).toEqual(["failover.dwell_seconds"]);
  expect(refusedFailover({ max_error_rate: 1.1 })).toEqual(["failover.max_error_rate"]);
  expect(refusedFailover({ ramp: [0.5, 0.1, 1] })).toEqual(["failover.ramp.1"]);
  expect(refusedFailover({ ramp: [0.5] })).toEqual(["failover.ramp"]);
  expect(refusedFailover({ ramp: [] })).toContain("failover.ramp");
  expect(refusedFailover({ latency: { metric: "ttft_ms", percentile: 0, max_ms: 0 } })).toEqual([
    "failover.latency.percentile",
    "failover.latency.max_ms",
  ]);
  expect(refused({ timeout_ms: 99 })).toEqual(["timeout_ms"]);
  expect(refused({ max_attempts: 11 })).toEqual(["max_attempts"]);
  expect(refused({ fallbacks: Array.from({ length: 11 }, (_, i) => `m${i}`) })).toEqual(["fallbacks"]);
  expect(refusedFailover({ latency: null })).toBeUndefined();
});

test("no model twice, neither in the tier nor in a region", () => {
  expect(refused({ fallbacks: ["qwen3-32b", "deepseek-v4-flash"] })).toEqual(["fallbacks.1"]);
  expect(refused({ regions: { eu: { primary: "a", fallbacks: ["a"] } } })).toEqual(["regions.eu.fallbacks.0"]);
});

test("a text PostgreSQL cannot hold is refused before it gets there", () => {
  expect(refused({ description: "a\u0000" })).toEqual(["description"]);
  expect(policyPublishSchema.safeParse({ ...standard, comment: "\ud800" }).success).toBe(false);
});

test("a publish takes a comment and nothing else beside the policy", () => {
  expect(policyPublishSchema.parse({ ...standard, comment: " why " }).comment).toBe("why");
  expect(policyPublishSchema.safeParse({ ...standard, commment: "x" }).success).toBe(false);
  expect(policyPublishSchema.safeParse({ ...standard, fallbacks: ["deepseek-v4-flash"] }).success).toBe(false);
});

test("a published policy reads back with who, when and why", () => {
  const published = {
    ...standard,
    version: 1,
    published_at: "2026-03-01T12:00:00.000Z",
    published_by: "a",
    comment: null,
  };

  expect(publishedPolicySchema.parse(published)).toEqual(published);
});

test("what the product starts with is valid and names catalogue models only", () => {
  const known = new Set(CATALOGUE.map((model) => model.id));
  const named = DEFAULT_POLICIES.flatMap((policy) =>
    [policy, ...Object.values(policy.regions)].flatMap(({ primary, fallbacks }) => [primary, ...fallbacks]),
  );

  expect(DEFAULT_POLICIES.map((policy) => tierPolicySchema.parse(policy))).toEqual(DEFAULT_POLICIES);
  expect(aliasTableSchema.parse(DEFAULT_ALIASES)).toEqual(DEFAULT_ALIASES);
  expect([...named, ...Object.values(DEFAULT_ALIASES)].filter((model) => !known.has(model))).toEqual([]);
});
