import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../time/units";
import { findRegression, type Regression } from "./find-regression";
import { thresholdFor } from "./page-test";
import type { SpeedHour } from "./speed-hour";
import { type SimulatedSeries, simulateHours } from "./testing/simulated-hours";

const START = Date.UTC(2026, 2, 2);
const LEARNT = START + 35 * DAY_MS;
/** As many series of five measures as the demo has. */
const SERIES = 57;
const THRESHOLD = thresholdFor(SERIES * 5);
/** Quiet and busy ones, of even and of restless hours. */
const KINDS = [
  { perHour: 15 },
  { perHour: 60, spread: 0.05, similar: 0.8 },
  { perHour: 150, spread: 0.08, similar: 0.6 },
  { perHour: 8, swing: 0.95, spread: 0.02 },
] satisfies Partial<SimulatedSeries>[];
const TIMEOUT_MS = 600_000;

/** Goes through a series day by day, as the background job does after a pause; the slowdowns in the order they began. */
function goThrough(hours: readonly SpeedHour[], to: number): Regression[] {
  const all: Regression[] = [];
  for (let asOf = LEARNT; asOf <= to; asOf += DAY_MS) {
    const last = all.at(-1);
    const open = last && last.ended === null ? last : null;
    const ended = all.flatMap(({ since, ended: end }) =>
      end ? [{ from: since, to: end.at, reason: end.reason }] : [],
    );
    const known = hours.filter(({ hour }) => hour.getTime() < asOf && hour.getTime() >= asOf - 42 * DAY_MS);
    const input = { hours: known, asOf, from: asOf - DAY_MS, threshold: THRESHOLD, open, ended };
    const { regression } = findRegression(input);
    if (open) all.pop();
    if (regression) all.push(regression);
  }
  return all;
}

describe("the test of a slowdown", () => {
  test(
    "raises at most one false alarm in a month over all healthy series",
    () => {
      let alarms = 0;
      for (let series = 0; series < SERIES; series++) {
        const kind = KINDS[series % KINDS.length] ?? { perHour: 15 };
        const hours = simulateHours({ fromMs: START, hours: 65 * 24, ...kind }, series + 1);
        alarms += goThrough(hours, LEARNT + 30 * DAY_MS).length;
      }
      expect(alarms).toBeLessThanOrEqual(1);
    },
    TIMEOUT_MS,
  );

  test.each(KINDS)(
    "finds a planted fifth within the time it computes, whatever the hour: $perHour attempts an hour",
    (kind) => {
      const RUNS = 24;
      const late: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const fromMs = LEARNT + (run % 24) * HOUR_MS;
        const slow = { fromMs, toMs: Number.POSITIVE_INFINITY, factor: 1.2 };
        const hours = simulateHours({ fromMs: START, hours: 43 * 24, ...kind, slow }, 1_000 + run);
        const asked = { from: fromMs, threshold: THRESHOLD, open: null, ended: [] };
        const before = hours.filter(({ hour }) => hour.getTime() < fromMs);
        const { hoursToFind } = findRegression({ ...asked, hours: before, asOf: fromMs });
        const within = Math.min(...Object.values(hoursToFind).flatMap((time) => time ?? []));
        const asOf = fromMs + within * HOUR_MS;
        const { regression } = findRegression({
          ...asked,
          hours: hours.filter(({ hour }) => hour.getTime() < asOf),
          asOf,
        });
        if (regression === null) late.push(within);
      }
      // One in twenty may be late; of twenty-four, four are more than chance.
      expect(late.length, `${late}`).toBeLessThanOrEqual(3);
    },
    TIMEOUT_MS,
  );
});
