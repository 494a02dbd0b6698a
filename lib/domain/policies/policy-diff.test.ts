import { expect, test } from "vitest";
import { DEFAULT_POLICIES } from "./catalogue-policies";
import { type ComparablePolicy, diffPolicies } from "./policy-diff";

const standard = defaultPolicy("standard");
const latency = { metric: "ttft_ms", percentile: 99, max_ms: 800 } as const;
const words = (after: Partial<ComparablePolicy>, before: ComparablePolicy = standard) =>
  diffPolicies(before, { ...standard, ...after }).map((change) => change.text);
const failover = (change: Partial<ComparablePolicy["failover"]>) =>
  words({ failover: { ...standard.failover, ...change } });

function defaultPolicy(tier: string): ComparablePolicy {
  const policy = DEFAULT_POLICIES.find((candidate) => candidate.tier === tier);
  if (!policy) throw new Error(`There is no default policy for ${tier}`);
  return policy;
}

test("equal policies, and a first version, differ in nothing", () => {
  expect(words({})).toEqual([]);
  expect(diffPolicies(null, standard)).toEqual([]);
});

test("a limit is named by its percentile and metric, with units", () => {
  expect(failover({ latency: { ...latency, max_ms: 600 } })).toEqual(["p99 TTFT limit 800 ms → 600 ms"]);
  expect(failover({ latency: { metric: "duration_ms", percentile: 95, max_ms: 20_000 } })).toEqual([
    "latency limit p99 TTFT 800 ms → p95 duration 20 s",
  ]);
  expect(failover({ latency: null })).toEqual(["latency limit removed: p99 TTFT above 800 ms"]);
  const without = { ...standard, failover: { ...standard.failover, latency: null } };
  expect(words({}, without)).toEqual(["latency limit added: p99 TTFT above 800 ms"]);
});

test("rates read as percentages without binary dust", () => {
  expect(failover({ max_error_rate: 0.07 })).toEqual(["max error rate 0.5 % → 7 %"]);
  expect(failover({ ramp: [0.29, 1] })).toEqual(["ramp 10 %, 50 %, 100 % → 29 %, 100 %"]);
});

test("counts and times carry their unit", () => {
  expect(failover({ window_requests: 200, window_seconds: 60, min_requests: 1, min_failures: 3 })).toEqual([
    "window 100 requests → 200 requests",
    "window 300 s → 60 s",
    "judge from 50 requests → 1 request",
    "min failures 1 → 3",
  ]);
  expect(failover({ cooldown_seconds: 30, dwell_seconds: 0 })).toEqual(["cooldown 60 s → 30 s", "dwell 30 s → 0 s"]);
  expect(words({ timeout_ms: 8_500, max_attempts: 1, description: "" })).toEqual([
    "description “Default chat” → (none)",
    "timeout 10 s → 8500 ms",
    "max attempts 2 → 1",
  ]);
});

test("models added, removed and reordered are told apart", () => {
  expect(words({ primary: "glm-5" })).toEqual(["primary deepseek-v4-flash → glm-5"]);
  expect(words({ fallbacks: ["qwen3-32b", "glm-5"] })).toEqual(["fallback glm-5 added"]);
  expect(words({ fallbacks: [] })).toEqual(["fallback qwen3-32b removed"]);
  expect(words({ fallbacks: ["b", "a", "c"] }, { ...standard, fallbacks: ["a", "b", "d"] })).toEqual([
    "fallback c added",
    "fallback d removed",
    "fallbacks in the order b, a, c",
  ]);
});

test("region overrides are compared region by region", () => {
  const eu = { primary: "qwen3-32b", fallbacks: ["deepseek-v4-flash"] };
  const overridden = { ...standard, regions: { eu } };

  expect(words({ regions: { eu } })).toEqual(["eu: override added, qwen3-32b then deepseek-v4-flash"]);
  expect(words({ regions: {} }, overridden)).toEqual(["eu: override removed"]);
  expect(diffPolicies(overridden, { ...standard, regions: { eu: { ...eu, primary: "glm-5" } } })).toEqual([
    { field: "regions.eu.primary", text: "eu: primary qwen3-32b → glm-5" },
  ]);
});
