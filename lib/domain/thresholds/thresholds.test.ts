import fc from "fast-check";
import { expect, test } from "vitest";
import type { BreakerPolicy } from "../../breaker/policy";
import { DAY_SECONDS } from "../time/units";
import { binomialTail } from "./binomial";
import { falseAlarms } from "./false-alarms";
import type { ModelTraffic } from "./model-traffic";
import { slowToOpen } from "./opening-count";
import { SAMPLE_P99 as P99, SAMPLE_POLICY as POLICY } from "./sample-policy";
import { percentileNeed } from "./samples-to-judge";
import { suggestThresholds } from "./suggest-thresholds";
import { thresholdCandidates } from "./threshold-candidates";
import { timeToDetect } from "./time-to-detect";
import { triggersOf } from "./trigger";
import { windowHolds } from "./window-content";

const HEALTHY: ModelTraffic = { perSecond: 10, errorRate: 0.001, ttft_ms: null, duration_ms: null };
const slow = (share: number, sampleShare = 1) => ({
  sampleShare,
  points: [
    [100, 0.2],
    [800, 1 - share],
    [3_000, 1],
  ] as const,
});
const errorTrigger = (policy: BreakerPolicy, traffic = HEALTHY) => {
  const [trigger] = triggersOf(policy, traffic);
  if (!trigger) throw new Error("Failures are always judged");
  return trigger;
};

test("a healthy model with 0.1 % errors at 10 requests a second has 864 single errors a day", () => {
  expect(HEALTHY.perSecond * DAY_SECONDS * HEALTHY.errorRate).toBe(864);
  // Each of them would open a model that comes back at once: none of the others is left to be counted.
  const alarms = falseAlarms({ ...POLICY, min_requests: 1, window_requests: 10 }, { ...HEALTHY, errorRate: 1e-6 });
  expect(alarms.perDay).toBeCloseTo(10 * DAY_SECONDS * 1e-6, 2);
});

test("0.5 % slow answers breach p99 in 22 % of the windows of 50, 9 % of 100 and 1.3 % of 1000", () => {
  const shares = [50, 100, 1000].map((n) => {
    const policy = { ...POLICY, latency: P99, window_requests: n, min_requests: n };
    return falseAlarms(policy, { ...HEALTHY, errorRate: 0, duration_ms: slow(0.005) }).latency?.windowShare ?? 0;
  });
  expect(shares.map((share) => Number((share * 100).toPrecision(2)))).toEqual([22, 9, 1.3]);
  expect(shares[1]).toBeCloseTo(binomialTail(slowToOpen(99, 100), 100, 0.005), 12);
});

test("a window holds what its seconds let it, and is never judged where that is too little", () => {
  expect([0.01, 0.1, 1, 10].map((perSecond) => windowHolds(POLICY, perSecond))).toEqual([4, 31, 100, 100]);
  const quiet = falseAlarms(POLICY, { ...HEALTHY, perSecond: 0.02, duration_ms: slow(0.5) });
  expect(quiet).toMatchObject({ errors: { never: "window", perDay: 0 }, perDay: 0, avoidedShare: 0 });
  expect(falseAlarms({ ...POLICY, max_error_rate: 1 }, HEALTHY).errors).toMatchObject({ never: "count", needed: 101 });
  expect(timeToDetect(errorTrigger({ ...POLICY, max_error_rate: 1 }), 1)).toBeNull();
});

test("latency is seldom judged where failures leave hardly the samples needed", () => {
  const strict = { ...POLICY, latency: P99, max_error_rate: 1, min_requests: 100 };
  const share = (errorRate: number) =>
    falseAlarms(strict, { ...HEALTHY, errorRate, duration_ms: slow(0.005, 1 - errorRate) }).latency?.windowShare ?? 0;
  expect(share(0.01) / share(0)).toBeCloseTo(0.99 ** 100, 6);
});

test("a model whose healthy windows are mostly bad is avoided nearly always, not seldom", () => {
  const hopeless = { ...HEALTHY, duration_ms: slow(0.03) };
  expect(falseAlarms({ ...POLICY, latency: P99 }, hopeless).avoidedShare).toBeGreaterThan(0.9);
});

test("raising what opens a model never makes more false alarms, nor notices an outage sooner", () => {
  fc.assert(
    fc.property(
      fc.record({
        window_requests: fc.integer({ min: 10, max: 400 }),
        minShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
        perSecond: fc.double({ min: 0.1, max: 100, noNaN: true }),
        errorRate: fc.double({ min: 0, max: 0.05, noNaN: true }),
        min_failures: fc.integer({ min: 1, max: 8 }),
      }),
      ({ window_requests, minShare, perSecond, errorRate, min_failures }) => {
        const min_requests = Math.ceil(window_requests * minShare);
        const policy = { ...POLICY, window_requests, min_requests, min_failures };
        const stricter = { ...policy, min_failures: min_failures + 1 };
        const traffic = { ...HEALTHY, perSecond, errorRate };
        const [before, after] = [falseAlarms(policy, traffic), falseAlarms(stricter, traffic)];
        // Avoided for longer, a model has less time to open in: only the time avoided must not grow.
        expect(after.avoidedShare).toBeLessThanOrEqual(before.avoidedShare * 1.02 + 1e-9);
        expect(after.errors.windowShare).toBeLessThanOrEqual(before.errors.windowShare);
        const computed = [policy, stricter].map((one) => timeToDetect(errorTrigger(one, traffic), 0.2)?.medianRequests);
        expect(computed[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(computed[0] ?? 0);
      },
    ),
    { numRuns: 150 },
  );
});

test("a total outage is noticed after as many requests as open, less the failures already there", () => {
  const detection = timeToDetect(errorTrigger({ ...POLICY, min_failures: 5 }), 1);
  expect(detection).toEqual({ medianRequests: 5, p90Requests: 5 });
  expect(timeToDetect(errorTrigger({ ...POLICY, min_failures: 60 }), 0.05)).toEqual({
    medianRequests: null,
    p90Requests: null,
  });
});

test("the sum over counts and the normal approximation meet where the first becomes too long", () => {
  const policy = { ...POLICY, window_requests: 8_000, window_seconds: 86_400, max_error_rate: 0.02 };
  const trigger = errorTrigger(policy, { ...HEALTHY, errorRate: 0.0005 });
  const counted = timeToDetect(trigger, 0.05);
  // The normal one is taken where counts are many; the same window with a little more to follow is past the border.
  const approximated = timeToDetect({ ...trigger, badShare: 0.004 }, 0.05 + 0.004);
  const expected = (trigger.needed(8_000) - 8_000 * 0.0005) / (0.05 - 0.0005);
  expect(Math.abs((counted?.medianRequests ?? 0) / expected - 1)).toBeLessThan(0.02);
  const later = (trigger.needed(8_000) - 8_000 * 0.004) / 0.05;
  expect(Math.abs((approximated?.medianRequests ?? 0) / later - 1)).toBeLessThan(0.02);
});

test("a suggestion reaches what is wanted, by failures alone where they can, and the one before it does not", () => {
  for (const perDay of [1, 1 / 7, 1 / 30]) {
    const suggested = suggestThresholds(POLICY, [HEALTHY], { perDay, outageShare: 0.05 });
    if (suggested.status !== "found") throw new Error(suggested.status);
    expect(Object.keys(suggested.change)).toEqual(["min_failures"]);
    const failures = suggested.change.min_failures ?? 0;
    expect(falseAlarms({ ...POLICY, min_failures: failures }, HEALTHY).perDay).toBeLessThanOrEqual(perDay);
    expect(falseAlarms({ ...POLICY, min_failures: failures - 1 }, HEALTHY).perDay).toBeGreaterThan(perDay);
  }
  expect(suggestThresholds({ ...POLICY, min_failures: 20 }, [HEALTHY], { perDay: 1, outageShare: 0.05 })).toEqual({
    status: "unchanged",
  });
});

test("where failures alone would hide an outage the window grows", () => {
  const model = { ...HEALTHY, errorRate: 0.01 };
  const suggested = suggestThresholds(POLICY, [model], { perDay: 1 / 30, outageShare: 0.05 });
  if (suggested.status !== "found") throw new Error(suggested.status);
  const policy = { ...POLICY, ...suggested.change };
  expect(policy.window_requests).toBeGreaterThan(100);
  expect(falseAlarms(policy, model).perDay).toBeLessThanOrEqual(1 / 30);
  expect(timeToDetect(errorTrigger(policy, model), 0.05)?.medianRequests ?? Infinity).toBeLessThan(2_000);
});

test("a limit below the model's own percentile cannot be mended by a window, and the limit that could is told", () => {
  const policy = { ...POLICY, latency: P99, min_failures: 10 };
  const model = { ...HEALTHY, duration_ms: slow(0.03) };
  const suggested = suggestThresholds(policy, [model], { perDay: 1 / 7, outageShare: 0.05 });
  expect(suggested).toMatchObject({ status: "unreachable", because: "latency" });
  expect(suggested.status === "unreachable" && suggested.latencyLimitMs).toBe(3_000);
});

test("where windows hold too few in most hours a suggestion lets them be judged, and is never to change nothing", () => {
  const course = Array.from({ length: 672 }, (_, quarter) => (quarter % 96 < 16 ? 0.2 : 0.05));
  const model = { ...HEALTHY, perSecond: 0.05, course };
  expect(falseAlarms(POLICY, model).errors).toMatchObject({ never: null, judgedTime: 1 / 6 });
  for (const own of [model, { ...HEALTHY, perSecond: 0.02 }]) {
    const suggested = suggestThresholds({ ...POLICY, max_error_rate: 0.05 }, [own], { perDay: 1, outageShare: 0.2 });
    if (suggested.status !== "found") throw new Error(suggested.status);
    expect(suggested.wakes).toBe(true);
    const alarms = falseAlarms({ ...POLICY, max_error_rate: 0.05, ...suggested.change }, own);
    expect(alarms.errors.judgedTime).toBeGreaterThanOrEqual(0.5);
    expect(alarms.perDay).toBeLessThanOrEqual(1);
  }
  const idle = { ...HEALTHY, perSecond: 0.001 };
  expect(suggestThresholds(POLICY, [idle], { perDay: 1, outageShare: 0.05 })).toEqual({ status: "too_quiet" });
});

test("a suggestion never has a percentile judged by fewer samples than it needs, whatever the traffic", () => {
  const rates = fc.double({ min: 0.005, max: 1, noNaN: true });
  const percentiles = fc.constantFrom(90, 95, 99, 99.9);
  fc.assert(
    fc.property(rates, percentiles, fc.integer({ min: 20, max: 400 }), (perSecond, percentile, least) => {
      const latency = { ...P99, percentile };
      const size = { min_requests: least, window_requests: 2 * least, window_seconds: 600 };
      const policy: BreakerPolicy = { ...POLICY, ...size, max_error_rate: 0.05, latency };
      const model = { ...HEALTHY, perSecond, duration_ms: slow(0.0001) };
      const suggested = suggestThresholds(policy, [model], { perDay: 1, outageShare: 0.2 });
      const { min_requests: advised } = suggested.status === "found" ? suggested.change : {};
      if (advised === undefined) return;
      expect(advised).toBeGreaterThanOrEqual(percentileNeed(policy)?.needed ?? Number.POSITIVE_INFINITY);
    }),
    { numRuns: 40 },
  );
  // 100 of 200 would be rare enough, and too few for p99.
  const policy = { ...POLICY, min_requests: 50, window_requests: 100, min_failures: 10, latency: P99 };
  for (const isAsleep of [false, true]) {
    const candidates = [...thresholdCandidates(policy, [HEALTHY], isAsleep)];
    const others = candidates.filter(({ min_requests }) => min_requests !== policy.min_requests);
    expect(others.length).toBeGreaterThan(0);
    for (const { min_requests } of others) expect(min_requests).toBeGreaterThanOrEqual(299);
  }
  expect(percentileNeed({ latency: { ...P99, percentile: 99 } })).toEqual({ name: "p99", needed: 299 });
  expect(percentileNeed({ latency: null })).toBeNull();
});
