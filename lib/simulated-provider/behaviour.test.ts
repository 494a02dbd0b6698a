import { expect, test } from "vitest";
import { nearestRank } from "@/lib/breaker/nearest-rank";
import { createRandom } from "@/lib/domain/simulation/random";
import { bendBehaviour, healthyBehaviour } from "./behaviour";
import { FAULT_KINDS, FAULTS, type FaultKind } from "./fault-kinds";
import { readCall } from "./read-call";
import { simulatedModelOf } from "./simulated-models";

const model = simulatedModelOf("deepseek-v4-flash");
const call = readCall("chat", "us-east-1", { model: "m", messages: [{ role: "user", content: "Hi" }] }).data;
if (!model || !call) throw new Error("The model and the call of these tests exist");

const percentiles = (kind: FaultKind | null, more: { sinceMs?: number; inFlight?: number } = {}) => {
  const random = createRandom(1);
  const times = Array.from({ length: 20_000 }, () => {
    const healthy = healthyBehaviour(model, call, random);
    if (kind === null) return healthy.ttftMs;
    const meeting = { kind, settings: FAULTS[kind].settings, sinceMs: 0, inFlight: 0, ...more };
    return bendBehaviour(healthy, meeting, call, random).ttftMs;
  }).sort((a, b) => a - b);
  return { p50: nearestRank(times, 0.5) ?? 0, p99: nearestRank(times, 0.99) ?? 0 };
};

test("a healthy model has the median and the spread of its profile", () => {
  const { p50, p99 } = percentiles(null);

  expect(p50 / 186).toBeCloseTo(1, 1);
  expect(p99 / (186 * Math.exp(2.326 * 0.35))).toBeCloseTo(1, 1);
});

test("creeping-p99 moves the p99 and not the median, more and more until its time is over", () => {
  const healthy = percentiles(null);
  const [early, middle, late] = [6_000, 300_000, 6_000_000].map((sinceMs) => percentiles("creeping-p99", { sinceMs }));

  expect(early?.p99).toBeLessThan(healthy.p99 * 1.2);
  expect(middle?.p99).toBeGreaterThan(healthy.p99 * 2);
  expect(late?.p99).toBeGreaterThan(middle?.p99 ?? Number.POSITIVE_INFINITY);
  for (const at of [early, middle, late]) expect((at?.p50 ?? 0) / healthy.p50).toBeCloseTo(1, 1);
});

test("an overloaded model is slower the more calls are in flight", () => {
  expect(percentiles("overload", { inFlight: 10 }).p50 / percentiles("overload").p50).toBeCloseTo(2, 5);
});

test("each fault is met in a way that differs from a good day", () => {
  const prefilled = { ...call, isPrefilled: true };
  for (const kind of FAULT_KINDS) {
    const healthy = healthyBehaviour(model, prefilled, createRandom(1));
    // By chance of its own it hits one call of many: here all of them.
    const settings = kind === "creeping-p99" ? { ...FAULTS[kind].settings, share: 1 } : FAULTS[kind].settings;
    const meeting = { kind, settings, sinceMs: 1e9, inFlight: 1 };
    expect([kind, bendBehaviour(healthy, meeting, prefilled, createRandom(1))]).not.toEqual([kind, healthy]);
  }
});
