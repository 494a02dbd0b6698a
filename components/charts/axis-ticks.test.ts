import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount, formatMs } from "@/lib/domain/format";
import { axisTicks, distinctTicks, formatDurationTick } from "./axis-ticks";

test("an axis of counts has whole ticks, each with a text of its own", () => {
  expect(axisTicks(1, "counts").map(formatCount)).toEqual(["0", "1"]);
  expect(axisTicks(2, "counts").map(formatCount)).toEqual(["0", "1", "2"]);
  expect(axisTicks(10, "counts").map(formatCount)).toEqual(["0", "5", "10"]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000 }), (max) => {
      const ticks = axisTicks(max, "counts");
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(new Set(ticks.map(formatCount)).size).toBe(ticks.length);
    }),
  );
});

test("where two ticks would read alike, one is left out", () => {
  expect(distinctTicks([0, 0.25, 0.5, 0.75, 1], (value) => value.toFixed(0))).toEqual([0, 0.5]);
  expect(distinctTicks([0, 250, 500], formatMs)).toEqual([0, 250, 500]);
});

test("an axis of durations has round parts of minutes and hours, each as one short number", () => {
  const ticks = (maxMs: number) => axisTicks(maxMs, "durations").map(formatDurationTick);
  expect(ticks(102_000)).toEqual(["0 ms", "30 s", "1 min", "90 s", "2 min"]);
  expect(ticks(1_400)).toEqual(["0 ms", "500 ms", "1 s", "1.5 s"]);
  expect(ticks(55_000)).toEqual(["0 ms", "20 s", "40 s", "1 min"]);
  expect(ticks(50 * 60_000)).toEqual(["0 ms", "15 min", "30 min", "45 min", "1 h"]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (maxMs) => {
      const values = axisTicks(maxMs, "durations");
      expect(values.at(-1)).toBeGreaterThanOrEqual(maxMs);
      expect(values.length).toBeLessThanOrEqual(6);
      for (const value of values) expect(formatDurationTick(value).length).toBeLessThanOrEqual(8);
    }),
  );
});
