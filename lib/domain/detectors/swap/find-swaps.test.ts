import fc from "fast-check";
import { expect, test } from "vitest";
import type { HourProfile, LogMoments } from "../hour-profile";
import { findSwaps } from "./find-swaps";
import { simulateSeries } from "./testing/simulated-series";
import { timeToFind } from "./time-to-find";

const DAY = 24;
const AT = 30 * DAY;
const BASE = { hours: 35 * DAY, perHour: 40 };
const hourAt = (profiles: readonly HourProfile[], index: number) =>
  (profiles[0]?.hour.getTime() ?? 0) + index * 3_600_000;
const hoursApart = (a: Date, b: number) => Math.abs(a.getTime() - b) / 3_600_000;
const EMPTY: LogMoments = { count: 0, sum: 0, sumOfSquares: 0 };

test("a swap to longer answers with more reasoning is dated, measured, and its tokens are those of the cost", () => {
  const profiles = simulateSeries({ ...BASE, change: { atHour: AT, length: 1.3, reasoning: 0.1 } }, 3);
  const [swap, ...others] = findSwaps(profiles);

  expect(others).toEqual([]);
  expect(swap && hoursApart(swap.since, hourAt(profiles, AT))).toBeLessThanOrEqual(6);
  expect(swap).toMatchObject({ isMeasured: true, name: null, mayBeCallers: false });
  const [length, reasoning, speed] = swap?.measures ?? [];
  expect(length).toMatchObject({ measure: "outputTokens" });
  expect(length?.ratio).toBeGreaterThan(1.2);
  expect(length?.interval?.low).toBeLessThan(1.3);
  expect(length?.interval?.high).toBeGreaterThan(1.3);
  expect((reasoning?.after ?? 0) - (reasoning?.before ?? 0)).toBeCloseTo(0.1, 1);
  expect(speed?.interval?.low).toBeLessThan(1);
  expect(speed?.interval?.high).toBeGreaterThan(1);
  const tokens = swap?.meanOutputTokens;
  expect((tokens?.after ?? 0) / (tokens?.before ?? 1)).toBeCloseTo(length?.ratio ?? 0, 9);
});

test("slower answers alone are no swap", () => {
  for (const seed of [1, 2, 3]) {
    const profiles = simulateSeries({ ...BASE, change: { atHour: AT, speed: 0.7, ttft: 1.5 } }, seed);
    expect(findSwaps(profiles)).toEqual([]);
  }
});

test("a new model name is a swap by itself, dated to its hour, and owner and capitals make none", () => {
  const profiles = simulateSeries({ ...BASE, change: { atHour: AT, returnedModel: "model-2026-05" } }, 5);
  const [swap, ...others] = findSwaps(profiles);
  expect(others).toEqual([]);
  expect(swap).toMatchObject({ isMeasured: false, name: { before: ["model-2026-03"], after: "model-2026-05" } });
  expect(swap?.since.getTime()).toBe(hourAt(profiles, AT));

  const sameName = simulateSeries({ ...BASE, change: { atHour: AT, returnedModel: "Owner/Model-2026-03" } }, 5);
  expect(findSwaps(sameName)).toEqual([]);
});

test("a new name and a measured change of the same day are one swap", () => {
  const change = { atHour: AT, length: 1.4, reasoning: 0.1, returnedModel: "model-2026-05" };
  const profiles = simulateSeries({ ...BASE, change }, 6);
  const swaps = findSwaps(profiles);
  expect(swaps).toHaveLength(1);
  expect(swaps[0]).toMatchObject({ isMeasured: true, name: { after: "model-2026-05" } });
  expect(swaps[0]?.since.getTime()).toBe(hourAt(profiles, AT));
});

test("where traffic doubles with the change, other callers may be the reason", () => {
  const profiles = simulateSeries({ ...BASE, change: { atHour: AT, length: 1.4, traffic: 2 } }, 7);
  expect(findSwaps(profiles)[0]).toMatchObject({ isMeasured: true, mayBeCallers: true });
});

test("without profiles, of too few days or of measures nobody recorded, nothing is found and no time is known", () => {
  const profiles = simulateSeries(BASE, 8);
  for (const given of [
    [],
    profiles.slice(0, 100),
    profiles.map((profile) => ({ ...profile, outputTokens: EMPTY, reasoningShare: EMPTY })),
  ]) {
    expect(findSwaps(given)).toEqual([]);
    expect(timeToFind(given, { outputTokens: 1.2 })).toBeNull();
  }
});

test("answers and reasoning are enough where no speed is recorded, and a model that does not reason has a ratio of nothing", () => {
  const profiles = simulateSeries({ ...BASE, reasons: false, change: { atHour: AT, length: 1.4 } }, 9).map(
    (profile) => ({
      ...profile,
      tokensPerSecond: EMPTY,
      ttftMs: EMPTY,
    }),
  );
  const [swap] = findSwaps(profiles);
  expect(swap?.measures.map(({ measure }) => measure)).toEqual(["outputTokens", "reasoningShare"]);
  expect(swap?.measures[1]).toMatchObject({ before: 0, after: 0, ratio: null, interval: null });
});

test("neither the order of profiles nor of size classes matters", () => {
  const profiles = simulateSeries({ ...BASE, hours: 33 * DAY, perHour: 20, change: { atHour: AT, length: 1.6 } }, 10);
  const expected = findSwaps(profiles);
  expect(expected).toHaveLength(1);
  fc.assert(
    fc.property(fc.shuffledSubarray(profiles, { minLength: profiles.length }), (shuffled) => {
      expect(findSwaps(shuffled)).toEqual(expected);
    }),
    { numRuns: 3 },
  );
});

test("a hole of two days before the change leaves the swap where it was", () => {
  const profiles = simulateSeries({ ...BASE, change: { atHour: AT, length: 1.6 } }, 11);
  const from = hourAt(profiles, AT - 4 * DAY);
  const without = profiles.filter(({ hour }) => hour.getTime() < from || hour.getTime() >= from + 2 * DAY * 3_600_000);
  const [swap] = findSwaps(without);
  expect(swap && hoursApart(swap.since, hourAt(profiles, AT))).toBeLessThanOrEqual(12);
});

test("more series, smaller swaps and thinner traffic take longer to find", () => {
  const profiles = simulateSeries({ ...BASE, hours: 49 * DAY }, 12);
  const usual = timeToFind(profiles, { outputTokens: 1.2 }) ?? Number.POSITIVE_INFINITY;
  expect(timeToFind(profiles, { outputTokens: 1.2, reasoningShare: 0.1 })).toBeLessThan(usual);
  expect(timeToFind(profiles, { outputTokens: 1.4 })).toBeLessThan(usual);
  expect(timeToFind(profiles, { outputTokens: 1.2 }, 4_000) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(usual);
  expect(timeToFind(profiles, { outputTokens: 1.01 })).toBeNull();
  expect(timeToFind(profiles, { tokensPerSecond: 0.5 })).toBeNull();
});
