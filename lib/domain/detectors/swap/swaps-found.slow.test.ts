import { expect, test } from "vitest";
import { findSwaps } from "./find-swaps";
import { type PlantedChange, type SimulatedSeries, simulateSeries } from "./testing/simulated-series";
import { type PlantedShift, timeToFind } from "./time-to-find";

const DAY = 24;
/** Four weeks to learn, one more to begin a watch, and a month that is counted. */
const HEALTHY_HOURS = 65 * DAY;
const WEEK = 7 * DAY;

/** Daily curve and weekends, hours that resemble their neighbours, odd hours, growth: from busy to thin. */
const KINDS: Readonly<Record<string, Omit<SimulatedSeries, "hours">>> = {
  plain: { perHour: 30 },
  growing: { perHour: 50, growth: 1.5, weekend: 0.1, weekendTraffic: 0.3 },
  weekends: { perHour: 20, weekend: 0.15, weekendTraffic: 0.25 },
  alike: { perHour: 15, wander: 0.08, memory: 0.92 },
  odd: { perHour: 20, tails: 3, fresh: 0.1 },
  thin: { perHour: 4 },
  unreasoning: { perHour: 20, reasons: false },
};

test("forty healthy series together give at most one false alarm a month", () => {
  const kinds = Object.values(KINDS);
  let alarms = 0;
  for (let series = 0; series < 40; series++) {
    const kind = kinds[series % kinds.length];
    if (kind) alarms += findSwaps(simulateSeries({ ...kind, hours: HEALTHY_HOURS }, 20_000 + series)).length;
  }
  expect(alarms).toBeLessThanOrEqual(1);
}, 300_000);

test.each<[string, PlantedChange, PlantedShift]>([
  ["20 % longer answers", { atHour: 0, length: 1.2 }, { outputTokens: 1.2 }],
  [
    "20 % longer answers, 10 points more reasoning",
    { atHour: 0, length: 1.2, reasoning: 0.1 },
    { outputTokens: 1.2, reasoningShare: 0.1 },
  ],
])(
  "%s are found within the computed time in nine of ten series",
  (_, change, shift) => {
    let computed = 0;
    let found = 0;
    for (const [place, kind] of Object.values(KINDS).entries()) {
      if (kind.reasons === false && change.reasoning) continue;
      for (let run = 0; run < 6; run++) {
        const atHour = 42 * DAY + run * 29;
        const seed = 30_000 + 100 * place + run;
        const hours = atHour + WEEK;
        const before = simulateSeries({ ...kind, hours: atHour }, seed);
        const time = timeToFind(before, shift);
        if (time === null) continue;
        computed++;
        const profiles = simulateSeries({ ...kind, hours, change: { ...change, atHour } }, seed);
        const first = (before[0]?.hour.getTime() ?? 0) / 3_600_000;
        const inTime = findSwaps(profiles).some(({ found: at }) => {
          const hour = at.getTime() / 3_600_000 - first - atHour;
          return hour >= 0 && hour < time;
        });
        if (inTime) found++;
      }
    }
    expect(computed).toBeGreaterThan(10);
    expect(found / computed, `${found} of ${computed}`).toBeGreaterThanOrEqual(0.9);
  },
  300_000,
);
