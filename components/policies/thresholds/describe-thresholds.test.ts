import { expect, test } from "vitest";
import { type Failover, failoverSchema } from "@/lib/contract/policy";
import {
  describeErrorRate,
  describeLatency,
  describeRecovery,
  describeSameOpening,
  describeThresholds,
} from "./describe-thresholds";

const failover = (change: Partial<Failover> = {}): Failover => ({ ...failoverSchema.parse({}), ...change });

test("says how few failures a small rate is", () => {
  expect(describeErrorRate(failover())).toBe(
    "At 50 requests 1 failure (2 %) opens a model; in a full window of 100 it takes 1 failure (1 %).",
  );
  expect(describeErrorRate(failover({ max_error_rate: 0.05 }))).toBe(
    "At 50 requests 3 failures (6 %) open a model; in a full window of 100 it takes 6 failures (6 %).",
  );
});

test("counts the least failures asked for, and says when nothing can open", () => {
  expect(describeErrorRate(failover({ min_failures: 60 }))).toBe(
    "In a full window of 100 it takes 60 failures (60 %).",
  );
  expect(describeErrorRate(failover({ max_error_rate: 1 }))).toContain("never open");
});

test("says where another error rate changes nothing, and nothing where it does or something else changed too", () => {
  const [half, third] = [failover({ max_error_rate: 0.005 }), failover({ max_error_rate: 0.003 })];
  expect(describeSameOpening(half, third)).toBe(
    "0.5 % and 0.3 % both mean 1 failure in a window of up to 100 requests: no effect.",
  );
  expect(describeSameOpening(half, half)).toBeNull();
  expect(describeSameOpening(half, failover({ max_error_rate: 0.02 }))).toBeNull();
  expect(describeSameOpening(half, { ...third, min_failures: 2 })).toBeNull();
  expect(describeSameOpening(failover({ max_error_rate: 0.0522 }), failover({ max_error_rate: 0.0525 }))).toContain(
    "3 to 6 failures",
  );
  expect(describeSameOpening(failover({ max_error_rate: 1 }), failover({ max_error_rate: 0.99999 }))).toBeNull();
});

test("says how few slow answers a percentile is", () => {
  expect(describeLatency(failover())).toBe(
    "At 50 samples a model opens once the first token took longer than 800 ms in 1 of them; in a full window of 100 it takes 2.",
  );
  expect(describeLatency(failover({ latency: null }))).toContain("only failures");
});

test("says what an open model goes through", () => {
  expect(describeRecovery(failover())).toBe(
    "An open model gets no traffic for 60 s, then 10 % → 50 % → 100 % of the requests, decided after 5, 25, 50 of them.",
  );
});

test("puts a tier's thresholds in words for a list", () => {
  expect(describeThresholds(failover())).toEqual([
    "p99 TTFT > 800 ms",
    "errors > 0.5 %",
    "in the last 100 requests or 5 min",
    "once there are 50",
  ]);
});
