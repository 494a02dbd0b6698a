import { describe, expect, test } from "vitest";
import { initialBreaker, takeAttempt } from "../../breaker/breaker";
import type { BreakerPolicy } from "../../breaker/policy";
import { seededRandom } from "../seeded-random";
import { DAY_SECONDS } from "../time/units";
import { falseAlarms } from "./false-alarms";
import type { ModelTraffic } from "./model-traffic";
import { SAMPLE_P99 as P99, SAMPLE_POLICY as POLICY, slowShare } from "./sample-policy";
import { timeToDetect } from "./time-to-detect";
import { triggersOf } from "./trigger";

const traffic = (overrides: Partial<ModelTraffic> = {}): ModelTraffic => ({
  perSecond: 10,
  errorRate: 0.001,
  ttft_ms: null,
  duration_ms: null,
  ...overrides,
});

/** What the real breaker does on so many evenly spaced requests: openings of a closed model a day, and time not closed. */
function simulate(policy: BreakerPolicy, { perSecond, errorRate, duration_ms }: ModelTraffic, requests: number) {
  const random = seededRandom(7);
  const breaker = initialBreaker();
  const slow = duration_ms ? 1 - (duration_ms.points[1]?.[1] ?? 1) : 0;
  let trips = 0;
  let avoided = 0;
  for (let request = 0; request < requests; request++) {
    const endUs = Math.round((request / perSecond) * 1e6);
    const share = breaker.status === "half_open" ? (policy.ramp[breaker.step] ?? 1) : 1;
    if (breaker.status !== "closed") avoided++;
    if (share < 1 && random() >= share) continue;
    const failed = random() < errorRate;
    const durationUs = random() < slow ? 1_000_000 : 100_000;
    for (const { from, to } of takeAttempt(breaker, { endUs, failed, durationUs, ttftUs: null }, policy)) {
      if (from === "closed" && to === "open") trips++;
    }
  }
  return { trips, perDay: (trips * DAY_SECONDS * perSecond) / requests, avoidedShare: avoided / requests };
}

const CASES: { name: string; policy?: Partial<BreakerPolicy>; traffic?: Partial<ModelTraffic>; requests?: number }[] = [
  { name: "one error opens" },
  { name: "two errors open", policy: { min_failures: 2 } },
  {
    name: "three errors open, a busier model",
    policy: { min_failures: 3 },
    traffic: { errorRate: 0.004, perSecond: 40 },
  },
  {
    name: "a wide window near its limit",
    policy: { window_requests: 1_000, min_requests: 200, max_error_rate: 0.015, min_failures: 8 },
    traffic: { errorRate: 0.01 },
  },
  {
    name: "a window cut by its seconds",
    policy: { window_requests: 1_000, window_seconds: 60, max_error_rate: 0.02, min_failures: 3 },
    traffic: { perSecond: 2, errorRate: 0.005 },
  },
  { name: "no dwell", policy: { dwell_seconds: 0, min_failures: 2 }, traffic: { errorRate: 0.003 } },
  { name: "a long dwell", policy: { dwell_seconds: 300, min_failures: 2 }, traffic: { errorRate: 0.003 } },
  {
    name: "p99 of few",
    policy: { latency: P99, max_error_rate: 1 },
    traffic: { errorRate: 0, duration_ms: slowShare(0.002) },
  },
  {
    name: "p99 of many",
    policy: { latency: P99, max_error_rate: 1, window_requests: 500, min_requests: 300 },
    traffic: { errorRate: 0, duration_ms: slowShare(0.004) },
  },
  {
    name: "p95 beside errors",
    policy: { latency: { ...P99, percentile: 95 }, min_failures: 2 },
    traffic: { errorRate: 0.002, duration_ms: slowShare(0.015, 0.998) },
  },
];

describe("false alarms are as many as the breaker itself has on seeded traffic", () => {
  test.each(CASES)("$name", ({ policy, traffic: own, requests = 1_000_000 }) => {
    const full = { ...POLICY, ...policy };
    const model = traffic(own);

    const reported = falseAlarms(full, model);
    const seen = simulate(full, model, requests);

    // Four standard deviations of the count that was seen, and three per cent for what the arithmetic leaves out.
    const tolerance = 4 / Math.sqrt(seen.trips) + 0.03;
    expect(seen.trips).toBeGreaterThan(30);
    expect(Math.abs(reported.perDay / seen.perDay - 1)).toBeLessThan(tolerance);
    expect(Math.abs(reported.avoidedShare / seen.avoidedShare - 1)).toBeLessThan(tolerance);
  });
});

/** How many attempts of an outage the real breaker takes to open, over many outages that begin on a full healthy window. */
function simulateOutages(policy: BreakerPolicy, { errorRate }: ModelTraffic, outageShare: number): number[] {
  const random = seededRandom(11);
  const taken: number[] = [];
  while (taken.length < 1_500) {
    const breaker = initialBreaker();
    let at = 0;
    const take = (share: number) => {
      const attempt = { endUs: at++ * 1_000, failed: random() < share, durationUs: 1_000, ttftUs: null };
      takeAttempt(breaker, attempt, policy);
    };
    while (at < policy.window_requests && breaker.status === "closed") take(errorRate);
    const from = at;
    if (breaker.status !== "closed") continue;
    while (breaker.status === "closed") take(outageShare);
    taken.push(at - from);
  }
  return taken.sort((a, b) => a - b);
}

const OUTAGES: { name: string; policy?: Partial<BreakerPolicy>; errorRate?: number; outageShare: number }[] = [
  { name: "the first failure opens", outageShare: 0.05 },
  { name: "five of a hundred", policy: { min_failures: 5 }, outageShare: 0.05 },
  { name: "eight of a hundred, which an outage of 5 % seldom reaches", policy: { min_failures: 8 }, outageShare: 0.05 },
  { name: "everything fails", policy: { min_failures: 5 }, outageShare: 1 },
  {
    name: "a wide window with many old failures",
    policy: { window_requests: 1_000, min_requests: 900, max_error_rate: 0.025 },
    errorRate: 0.01,
    outageShare: 0.05,
  },
];

describe("an outage is noticed when the breaker itself notices it", () => {
  test.each(OUTAGES)("$name", ({ policy, errorRate = 0.001, outageShare }) => {
    const full = { ...POLICY, min_requests: 100, ...policy };
    const model = traffic({ errorRate });
    const [trigger] = triggersOf(full, model);
    if (!trigger) throw new Error("Failures are always judged");

    const reported = timeToDetect(trigger, outageShare);
    const seen = simulateOutages(full, model, outageShare);

    const at = (q: number) => seen[Math.ceil(q * seen.length) - 1] ?? 0;
    expect(Math.abs((reported?.medianRequests ?? 0) - at(0.5))).toBeLessThanOrEqual(1 + 0.08 * at(0.5));
    expect(Math.abs((reported?.p90Requests ?? 0) - at(0.9))).toBeLessThanOrEqual(1 + 0.08 * at(0.9));
  });
});
