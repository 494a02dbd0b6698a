import { expect, test } from "vitest";
import type { FrontierPointReply, FrontierReply } from "@/lib/contract/frontier";
import { tierPolicySchema } from "@/lib/contract/policy";
import { draftOf, policyInputOf } from "../draft/policy-draft";
import { describeSweep, draftOfPoint, prepareFrontier } from "./prepare-frontier";

const policy = tierPolicySchema.parse({ tier: "standard", primary: "a", fallbacks: ["b", "c"] });
const { max_error_rate, latency, ramp } = policy.failover;

function point(changed: Partial<FrontierPointReply> = {}): FrontierPointReply {
  return {
    ...{ fallbacks: ["b", "c"], max_error_rate, latency, ramp },
    is_draft: false,
    on_frontier: true,
    compared: 1_000,
    moved_attempts: 20,
    trips: 1,
    error_rate: 0.02,
    error_rate_band: [0.01, 0.03],
    duration_p99_ms: 900,
    duration_p99_band: [880, null],
    usd_per_thousand: "1.5",
    usd_per_thousand_band: ["1.4", "1.6"],
    ...changed,
  };
}
const reply = (points: FrontierPointReply[], grid = points.length): FrontierReply => {
  return { tier: "standard", from: "2026-11-24T00:00:00Z", to: "2026-11-25T00:00:00Z", attempts: 1_000, grid, points };
};

test("the draft first, then those nothing beats by their error rate, named by what they differ in", () => {
  const rows = prepareFrontier(
    reply([
      point({ is_draft: true, on_frontier: false }),
      point({ fallbacks: ["c", "b"], error_rate: 0.03 }),
      point({ max_error_rate: 0.5, on_frontier: false }),
      point({ max_error_rate: 0.5, ramp: [1], latency: null, error_rate: 0.01 }),
    ]),
  );
  expect(rows.map(({ name }) => name)).toEqual([
    "This draft",
    "opens above 50.0 % errors · no latency threshold · ramp 100 %",
    "c → b",
  ]);
  expect(rows[0]?.compared).toBe("1,000");
  expect(rows[0]?.cost).toEqual({ text: "$1.50", note: "$1.40 – $1.60" });
});

test("what is not known is a dash without an interval", () => {
  const unknown = { error_rate: null, error_rate_band: null, usd_per_thousand: null, usd_per_thousand_band: null };
  const [row] = prepareFrontier(reply([point({ ...unknown, is_draft: true, on_frontier: false })]));
  expect(row).toMatchObject({ errorRate: { text: "—", note: undefined }, cost: { text: "—", note: undefined } });
});

test("a sample says so", () => {
  expect(describeSweep(reply([point()], 216))).toMatch(/^1 of 216 policies around this draft, drawn at random/);
  expect(describeSweep(reply([point()]))).toBe("1 policies around this draft, each over the same 1,000 attempts.");
  expect(describeSweep({ ...reply([]), attempts: 0 })).toBe("No attempts were recorded in this window.");
});

test("a point put into the draft is the policy that was swept, whatever else the draft holds", () => {
  const picked = point({ fallbacks: ["c", "b"], max_error_rate: 0.025, ramp: [0.1, 1], latency: null });
  const draft = { ...draftOf(policy), ...draftOfPoint(policy, picked) };
  expect(tierPolicySchema.parse(policyInputOf(draft))).toEqual({
    ...policy,
    fallbacks: ["c", "b"],
    failover: { ...policy.failover, max_error_rate: 0.025, ramp: [0.1, 1], latency: null },
  });
});
