import fc from "fast-check";
import { expect, test } from "vitest";
import { initialBreaker, takeAttempt } from "../../breaker/breaker";
import type { BreakerPolicy } from "../../breaker/policy";
import { limitAbove, shareAbove } from "./model-traffic";
import { failuresToOpen, opensAlike, slowToOpen } from "./opening-count";

const policyOf = (n: number, overrides: Partial<BreakerPolicy>): BreakerPolicy => ({
  latency: null,
  max_error_rate: 1,
  window_requests: n,
  window_seconds: 86_400,
  min_requests: n,
  min_failures: 1,
  cooldown_seconds: 60,
  dwell_seconds: 0,
  ramp: [1],
  ...overrides,
});

/** Whether the breaker itself opens on a window of n attempts of which the first `bad` are bad. */
function opens(policy: BreakerPolicy, bad: number, kind: "failed" | "slow"): boolean {
  const breaker = initialBreaker();
  for (let at = 0; at < policy.window_requests; at++) {
    const failed = kind === "failed" && at < bad;
    const durationUs = kind === "slow" && at < bad ? 2_000_000 : 1_000;
    takeAttempt(breaker, { endUs: at, failed, durationUs, ttftUs: null }, policy);
  }
  return breaker.status === "open";
}

test("so many failures open the breaker itself, and one less does not", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 300 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 1, max: 30 }),
      (n, perMille, atLeast) => {
        const policy = policyOf(n, { max_error_rate: perMille / 1000, min_failures: atLeast });
        const needed = failuresToOpen(policy, n);
        expect(needed <= n && opens(policy, needed, "failed")).toBe(needed <= n);
        expect(opens(policy, Math.min(needed - 1, n), "failed")).toBe(false);
      },
    ),
  );
});

test("so many slow answers open the breaker itself, and one less does not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 300 }), fc.constantFrom(50, 90, 95, 99, 99.9, 100), (n, percentile) => {
      const policy = policyOf(n, { latency: { metric: "duration_ms", percentile, max_ms: 1_000 } });
      const needed = slowToOpen(percentile, n);
      expect(opens(policy, needed, "slow")).toBe(true);
      expect(opens(policy, needed - 1, "slow")).toBe(false);
    }),
  );
});

test("half a per cent of a hundred is one failure, and p99 of a hundred is the second slowest", () => {
  expect(failuresToOpen({ max_error_rate: 0.005, min_failures: 1 }, 100)).toBe(1);
  expect([50, 100, 1000].map((n) => slowToOpen(99, n))).toEqual([1, 2, 11]);
});

test("two rates open alike just where no window holds failures that are beyond one and not beyond the other", () => {
  expect(opensAlike(policyOf(100, { max_error_rate: 0.005 }), 0.003)).toBe(true);
  expect(opensAlike(policyOf(199, { max_error_rate: 0.005 }), 0.003)).toBe(true);
  expect(opensAlike(policyOf(200, { max_error_rate: 0.005 }), 0.003)).toBe(false);
  expect(opensAlike(policyOf(100, { max_error_rate: 0.005 }), 0.01)).toBe(false);
  const rate = fc.integer({ min: 0, max: 100 }).map((perMille) => perMille / 1000);
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: 10, max: 120 }), fc.integer({ min: 1, max: 9 }), (a, b, n, atLeast) => {
      const policy = policyOf(n, { max_error_rate: a, min_failures: atLeast });
      const isBeyond = (share: number, limit: number) => share > limit;
      let differs = false;
      for (let size = 1; size <= n; size++)
        for (let bad = atLeast; bad <= size; bad++)
          if (isBeyond(bad / size, a) !== isBeyond(bad / size, b)) differs = true;
      expect(opensAlike(policy, b)).toBe(!differs);
    }),
  );
});

test("the share above a limit falls along the points, from all to none", () => {
  const shares = {
    points: [
      [100, 0.1],
      [200, 0.9],
      [1000, 1],
    ] as const,
  };
  expect([50, 100, 150, 200, 600, 1000, 5000].map((ms) => Number(shareAbove(shares, ms).toFixed(3)))).toEqual([
    1, 0.9, 0.5, 0.1, 0.05, 0, 0,
  ]);
  expect(shareAbove({ points: [] }, 5)).toBe(0);
  expect([limitAbove(shares, 0.1), limitAbove(shares, 0.01), limitAbove({ points: [] }, 0.1)]).toEqual([
    200,
    1000,
    null,
  ]);
});
