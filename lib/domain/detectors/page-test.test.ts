import fc from "fast-check";
import { expect, test } from "vitest";
import { HOUR_MS } from "../time/units";
import { averageRunLength, HOURS_MIN, MONTH_HOURS, runPageTest, thresholdFor } from "./page-test";

const stepsOf = (values: readonly number[]) => values.map((step, index) => ({ at: index * HOUR_MS, step }));

test("one hour never decides, however far off it is, nor do two", () => {
  const threshold = thresholdFor(300);
  const crossing = runPageTest(stepsOf([-1, 1e9, 1e9, 1e9, 0]), { threshold, from: 0 });
  expect(crossing).toEqual({ since: HOUR_MS, at: HOURS_MIN * HOUR_MS });
  expect(runPageTest(stepsOf([1e9, 1e9, -1e9, 1e9, 1e9]), { threshold, from: 0 })).toBeNull();
});

test("what is found began after evidence was last none, and is no earlier than asked for", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 60 }),
      fc.nat(60),
      (values, hour) => {
        const from = hour * HOUR_MS;
        const crossing = runPageTest(stepsOf(values), { threshold: 5, from });
        if (crossing === null) return;
        const run = values.slice(crossing.since / HOUR_MS, crossing.at / HOUR_MS + 1);
        expect(crossing.at).toBeGreaterThanOrEqual(from);
        expect(run.reduce((sum, value) => sum + Math.min(value, 2), 0)).toBeGreaterThanOrEqual(5 - 1e-9);
      },
    ),
  );
});

test("the mean time between false alarms of one test is beyond a month times the number of tests", () => {
  for (const tests of [1, 20, 285]) {
    for (const shift of [0.3, 1, 3]) {
      expect(averageRunLength(thresholdFor(tests), shift)).toBeGreaterThan(MONTH_HOURS * tests);
    }
  }
});
