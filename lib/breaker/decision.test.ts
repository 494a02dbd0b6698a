import { expect, test } from "vitest";
import type { BreakerStatus } from "./breaker";
import { candidatesOf, type DecisionPolicy, decide } from "./decision";
import { hashShare } from "./fnv1a";

const policy: DecisionPolicy = {
  primary: "a",
  fallbacks: ["b", "c"],
  failover: {
    latency: null,
    max_error_rate: 0.1,
    window_requests: 10,
    window_seconds: 10,
    min_requests: 1,
    min_failures: 1,
    cooldown_seconds: 1,
    dwell_seconds: 0,
    ramp: [0.25, 1],
  },
  regions: { eu: { primary: "c", fallbacks: ["a"] } },
};

type Health = Record<string, [status: BreakerStatus, step?: number]>;
const choose = (health: Health, options: { region?: string; requestId?: string; random?: number } = {}) =>
  decide({
    policy,
    region: options.region ?? "global",
    requestId: options.requestId ?? null,
    healthOf: (model) => ({ status: health[model]?.[0] ?? "closed", step: health[model]?.[1] ?? 0 }),
    random: () => options.random ?? 0.5,
  });

test("a healthy primary answers", () => {
  expect(choose({})).toEqual({ model: "a", role: "primary", reason: "primary_healthy" });
});

test("the first closed fallback answers for an open primary", () => {
  expect(choose({ a: ["open"] })).toEqual({ model: "b", role: "fallback", reason: "primary_open" });
  expect(choose({ a: ["open"], b: ["open"] })).toMatchObject({ model: "c", role: "fallback" });
});

test("a half-open model on the way takes its share of requests, by their id", () => {
  const ids = Array.from({ length: 4_000 }, (_, i) => `request-${i}`);
  const probes = ids.filter((requestId) => choose({ a: ["half_open"] }, { requestId }).role === "probe");

  expect(probes).toEqual(ids.filter((id) => hashShare(id) < 0.25));
  expect(probes.length / ids.length).toBeCloseTo(0.25, 1);
  expect(ids.filter((requestId) => choose({ a: ["half_open", 1] }, { requestId }).role !== "probe")).toEqual([]);
});

test("without an id the share is random", () => {
  expect(choose({ a: ["half_open"] }, { random: 0.2 })).toEqual({ model: "a", role: "probe", reason: "probe" });
  expect(choose({ a: ["half_open"] }, { random: 0.25 })).toEqual({
    model: "b",
    role: "fallback",
    reason: "primary_half_open",
  });
});

test("all open never means no answer: the primary answers", () => {
  const open: Health = { a: ["open"], b: ["open"], c: ["open"] };

  expect(choose(open)).toEqual({ model: "a", role: "primary", reason: "all_open" });
  expect(choose({ ...open, a: ["half_open"] }, { random: 0.9 })).toMatchObject({ model: "a", reason: "all_open" });
});

test("a region's override replaces primary and fallbacks, its primary answering when all are open", () => {
  expect(candidatesOf(policy, "eu")).toEqual(["c", "a"]);
  expect(candidatesOf(policy, "toString")).toEqual(["a", "b", "c"]);
  expect(choose({ c: ["open"], a: ["open"] }, { region: "eu" })).toMatchObject({ model: "c", reason: "all_open" });
});
