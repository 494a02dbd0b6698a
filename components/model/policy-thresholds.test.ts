import { expect, test } from "vitest";
import { type PolicyBundle, tierPolicySchema } from "@/lib/contract/policy";
import { errorThresholds, latencyThresholds } from "./policy-thresholds";

const tier = (name: string, extra: object) => tierPolicySchema.parse({ tier: name, primary: "b", ...extra });
const limit = (metric: string, max_ms: number, max_error_rate = 0.05) => ({
  failover: { latency: { metric, percentile: 95, max_ms }, max_error_rate },
});

const bundle: PolicyBundle = {
  version: 1,
  published_at: null,
  aliases: {},
  tiers: {
    standard: tier("standard", { ...limit("ttft_ms", 800), regions: { eu: { primary: "a", fallbacks: [] } } }),
    premium: tier("premium", limit("ttft_ms", 800, 0.02)),
    code: tier("code", limit("ttft_ms", 2_000)),
    batch: tier("batch", limit("duration_ms", 9_000)),
  },
};
const ALL = { tier: [], region: [] };
const ofTtft = { model: "b", metric: "ttft_ms" } as const;

test("one limit is a line with the tiers that have it", () => {
  const label = "fails over: p95 over 800 ms (standard, premium)";

  expect(latencyThresholds(bundle, { ...ofTtft, scope: { tier: ["standard", "premium"], region: [] } })).toEqual({
    lines: [{ value: 800, label }],
    words: null,
  });
  expect(latencyThresholds(bundle, { ...ofTtft, metric: "duration_ms", scope: ALL }).lines).toEqual([
    { value: 9_000, label: "fails over: p95 over 9.00 s (batch)" },
  ]);
});

test("several limits are said in words", () => {
  expect(latencyThresholds(bundle, { ...ofTtft, scope: ALL })).toEqual({
    lines: [],
    words:
      "Policies fail over at p95 over 800 ms (standard, premium) · p95 over 2.00 s (code). Filter by one tier to draw its limit.",
  });
  expect(errorThresholds(bundle, { model: "b", scope: ALL }).words).toContain("errors over 2.0 % (premium)");
});

test("where a region has a list of its own, the tier counts there only if that list names the model", () => {
  const scope = { tier: ["standard"], region: ["eu"] };

  expect(latencyThresholds(bundle, { ...ofTtft, scope })).toEqual({ lines: [], words: null });
  expect(latencyThresholds(bundle, { ...ofTtft, model: "a", scope }).lines).toHaveLength(1);
  expect(latencyThresholds(bundle, { ...ofTtft, scope: { ...scope, region: ["eu", "us"] } }).lines).toHaveLength(1);
});

test("that no policy looks at a metric is said too", () => {
  const scope = { tier: ["batch"], region: [] };

  expect(latencyThresholds(bundle, { ...ofTtft, scope }).words).toBe("No policy that names it fails over by TTFT.");
  expect(errorThresholds(bundle, { model: "nobody", scope: ALL })).toEqual({ lines: [], words: null });
});
