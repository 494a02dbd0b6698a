import { expect, test } from "vitest";
import type { FailoverEvent } from "@/lib/contract/failovers";
import { describeFailover, describeNoWindow, triggerOf } from "./describe-failover";

const event = (change: Partial<FailoverEvent>): FailoverEvent => ({
  at: "2026-03-01T12:00:00Z",
  tier: "standard",
  region: "us-east-1",
  model: "deepseek-v4-flash",
  from: "closed",
  to: "open",
  reason: "latency",
  n: 63,
  failures: 0,
  value: 1240,
  threshold: 800,
  policy_version: 3,
  source: "attempt",
  id: 1,
  router: null,
  ...change,
});

test("a latency failover names the percentile, both figures in one unit, and how many requests said so", () => {
  expect(describeFailover(event({}), { metric: "ttft_ms", percentile: 99 })).toBe(
    "p99 TTFT 1,240 ms > 800 ms over 63 requests",
  );
  expect(describeFailover(event({ n: 1 }), { metric: "duration_ms", percentile: 95 })).toBe(
    "p95 duration 1,240 ms > 800 ms over 1 request",
  );
  expect(describeFailover(event({}), undefined)).toBe("latency 1,240 ms > 800 ms over 63 requests");
});

test("an error failover names the share and the counts behind it", () => {
  const failed = event({ reason: "error_rate", n: 100, failures: 1, value: 0.01, threshold: 0.005 });
  expect(describeFailover(failed, null)).toBe("error rate 1 % > 0.5 %: 1 failure in 100 requests");
  const third = event({ reason: "error_rate", n: 3, failures: 1, value: 1 / 3, threshold: 0.07 });
  expect(describeFailover(third, null)).toBe("error rate 33.3 % > 7 %: 1 failure in 3 requests");
});

test("the way back is told too", () => {
  expect(describeFailover(event({ reason: "cooldown", value: null, threshold: null }), null)).toBe(
    "cooldown over, probing begins",
  );
  expect(describeFailover(event({ reason: "recovered", n: 50 }), null)).toBe(
    "recovered: 0 failures in 50 requests while probing",
  );
});

test("a trigger is looked up by tier and version, whatever the tier is called", () => {
  const triggers = { standard: { 3: { metric: "ttft_ms", percentile: 99 } } } as const;
  expect(triggerOf(triggers, event({}))).toEqual({ metric: "ttft_ms", percentile: 99 });
  expect(triggerOf(triggers, event({ policy_version: 4 }))).toBeUndefined();
  expect(triggerOf(triggers, event({ tier: "constructor" }))).toBeUndefined();
});

test("that no attempts are shown is put down to what it is", () => {
  expect(describeNoWindow(event({ to: "half_open" }))).toContain("the cooldown was over");
  expect(describeNoWindow(event({}))).toContain("past retention");
  expect(describeNoWindow(event({ router: "edge-1", source: "router" }))).toMatch(/^edge-1 decided/);
});
