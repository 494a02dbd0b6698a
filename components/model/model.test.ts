import { expect, test } from "vitest";
import { type PolicyBundle, tierPolicySchema } from "@/lib/contract/policy";
import type { Series } from "@/lib/contract/series";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { policyRoles } from "./policy-roles";
import { prepareWeekHeat } from "./prepare-week-heat";

const tier = (name: string, extra: object) => tierPolicySchema.parse({ tier: name, primary: "a", ...extra });

const bundle: PolicyBundle = {
  version: 1,
  published_at: null,
  aliases: {},
  tiers: {
    standard: tier("standard", { fallbacks: ["b"], regions: { "eu-central-1": { primary: "b", fallbacks: ["a"] } } }),
    premium: tier("premium", { primary: "b" }),
    code: tier("code", {
      primary: "b",
      failover: { latency: { metric: "duration_ms", percentile: 95, max_ms: 5000 } },
    }),
  },
};

test("a model's roles are told per tier and region", () => {
  expect(policyRoles(bundle, "b")).toEqual([
    { tier: "standard", region: null, role: "fallback 1" },
    { tier: "standard", region: "eu-central-1", role: "primary" },
    { tier: "premium", region: null, role: "primary" },
    { tier: "code", region: null, role: "primary" },
  ]);
  expect(policyRoles(bundle, "nobody")).toEqual([]);
});

const hourly = (points: [string, number, number | null][]): Series => ({
  from: "2026-03-01T00:00:00Z",
  to: "2026-03-15T00:00:00Z",
  as_of: "2026-03-15T00:00:00Z",
  step: "1h",
  metric: "error_rate",
  by: null,
  method: "sketch",
  filters: NO_FILTERS,
  series: [{ points: points.map(([at, n, value]) => ({ at, n, value })) }],
});

test("hours weigh by their attempts: rates are added up as counts, never averaged", () => {
  // Two Mondays at 09:00: 1 of 10 and 0 of 90.
  const heat = prepareWeekHeat(
    hourly([
      ["2026-03-02T09:00:00Z", 10, 0.1],
      ["2026-03-09T09:00:00Z", 90, 0],
    ]),
    "UTC",
  );
  expect(heat.rows[0]?.cells[3]?.value).toBeCloseTo(0.01);
});

test("the weekday and hour are those of the zone, and no traffic is no value", () => {
  const heat = prepareWeekHeat(
    hourly([
      ["2026-03-01T22:00:00Z", 10, 0.5],
      ["2026-03-03T00:00:00Z", 0, null],
    ]),
    "Asia/Shanghai",
  );
  expect(heat.rows[0]?.cells[2]?.value).toBe(0.5);
  expect(heat.rows.flatMap(({ cells }) => cells).filter(({ value }) => value !== null)).toHaveLength(1);
});
