import { describe, expect, test } from "vitest";
import type { BreakerPolicy } from "../../breaker/policy";
import { falseAlarms } from "./false-alarms";
import type { ModelTraffic } from "./model-traffic";
import { SAMPLE_P99 as P99, SAMPLE_POLICY as POLICY, slowShare } from "./sample-policy";
import { simulatedOpenings } from "./simulated-openings";

const hours = (...rates: number[]) => rates.flatMap((rate) => [rate, rate, rate, rate]);
/** A day of people: quiet nights, a peak after noon. */
const DAY = Array.from({ length: 96 }, (_, quarter) => 0.11 - 0.09 * Math.cos((quarter / 96) * 2 * Math.PI));

type Case = { name: string; course: number[]; policy?: Partial<BreakerPolicy>; days: number; slow?: number };

const CASES: Case[] = [
  { name: "busy and quiet hours, judged in the busy ones alone", course: hours(0.4, 0.02), days: 120 },
  { name: "busy hours and hours without any traffic", course: hours(0.5, 0), days: 120 },
  { name: "a day whose middle hour never fills a window", course: DAY, days: 200 },
  { name: "two failures of a day's peak", course: DAY, policy: { min_failures: 2 }, days: 500 },
  { name: "a window that holds enough by chance alone", course: hours(0.1), days: 600 },
  { name: "a window that holds just enough on average", course: hours(0.166), days: 120 },
  {
    name: "a window in seconds that swings around its least",
    course: hours(0.12, 0.24),
    policy: { min_requests: 40 },
    days: 120,
  },
  {
    name: "a slow ramp through the quiet hours",
    course: hours(0.4, 0.06, 0.06, 0.06),
    policy: { min_requests: 20 },
    days: 120,
  },
  { name: "bursts of a quarter hour", course: [0.5, 0.02, 0.02, 0.02], days: 120 },
  {
    name: "slow answers where hours swing about the requests of a window",
    course: hours(0.4, 0.2),
    policy: { latency: P99, max_error_rate: 1 },
    slow: 0.003,
    days: 120,
  },
  {
    name: "slow answers of busy hours",
    course: hours(0.4, 0.02),
    policy: { latency: P99, max_error_rate: 1 },
    slow: 0.003,
    days: 120,
  },
];

describe("on uneven traffic false alarms are as many as the breaker itself has", () => {
  test.each(CASES)(
    "$name",
    ({ course, policy, days, slow }) => {
      const full = { ...POLICY, ...policy };
      const middle = course.toSorted((a, b) => a - b)[Math.floor(course.length / 2)] ?? 0;
      const duration_ms = slow ? slowShare(slow) : null;
      const traffic: ModelTraffic = {
        perSecond: middle,
        course,
        errorRate: slow ? 0 : 0.001,
        ttft_ms: null,
        duration_ms,
      };

      const reported = falseAlarms(full, traffic);
      const seen = simulatedOpenings(full, traffic, { seed: 5, days });

      // Four standard deviations of the count that was seen, and what the arithmetic leaves out: more where the count that
      // opens changes with the window, as a percentile's rank does.
      const tolerance = 4 / Math.sqrt(seen.trips) + (slow ? 0.12 : 0.03);
      expect(seen.trips).toBeGreaterThan(30);
      expect(Math.abs(reported.perDay / seen.perDay - 1)).toBeLessThan(tolerance);
      expect(Math.abs(reported.avoidedShare / seen.avoidedShare - 1)).toBeLessThan(tolerance + 0.1);
    },
    60_000,
  );
});

test("hours in which nothing is judged have no alarms, and the traffic told is that of the others", () => {
  const traffic: ModelTraffic = { perSecond: 0.02, errorRate: 0.001, ttft_ms: null, duration_ms: null };
  expect(falseAlarms(POLICY, traffic).errors).toMatchObject({ never: "window", judgedTime: 0, perDay: 0 });
  const uneven = falseAlarms(POLICY, { ...traffic, course: hours(0.02, 0.02, 0.4) });
  expect(uneven.perSecond).toBeCloseTo(0.4, 12);
  expect(uneven.errors).toMatchObject({ never: null, judgedTime: 1 / 3, full: 100 });
  expect(uneven.errors.perDay).toBeGreaterThan(1);
});
