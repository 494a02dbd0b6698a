import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeBlocks } from "../sketch/summarize-blocks";
import { effectiveSamples } from "./effective-samples";
import { ratioInterval } from "./ratio-interval";
import { type SimulatedTraffic, simulateTraffic } from "./testing/simulated-traffic";

const NORMAL = { p50: 0, p95: 1.6448536269514722, p99: 2.3263478740408408 };
const RUNS = 300;

function inBlocks(traffic: SimulatedTraffic, count: number, seed: number): Float64Array[] {
  const values = Array.from({ length: count }, (): number[] => []);
  for (const { minute, value } of simulateTraffic(traffic, seed)) {
    values[Math.floor((minute * count) / traffic.minutes)]?.push(value);
  }
  return values.map((own) => Float64Array.from(own).sort());
}

function coverage(traffic: SimulatedTraffic, count: number): Record<keyof typeof NORMAL, number> {
  const held = { p50: 0, p95: 0, p99: 0 };
  const deviation = Math.hypot(1, traffic.minuteSpread);
  for (let seed = 1; seed <= RUNS; seed++) {
    const blocks = inBlocks(traffic, count, seed);
    const { bands } = summarizeBlocks(blocks.map((sorted, block) => ({ block, range: null, sorted })));
    for (const key of ["p50", "p95", "p99"] as const) {
      const [lo, hi] = bands[key];
      const truth = NORMAL[key] * deviation;
      if ((lo ?? Number.NEGATIVE_INFINITY) <= truth && truth <= (hi ?? Number.POSITIVE_INFINITY)) held[key]++;
    }
  }
  return { p50: held.p50 / RUNS, p95: held.p95 / RUNS, p99: held.p99 / RUNS };
}

test("bands hold the true percentile however alike requests of one time are, where plain ones do not", () => {
  const cases: SimulatedTraffic[] = [
    { minutes: 1_440, perMinute: 2, similar: 0.9, minuteSpread: 0.3 },
    { minutes: 1_440, perMinute: 4, similar: 0.95, minuteSpread: 0.5 },
    { minutes: 60, perMinute: 20, similar: 0.5, minuteSpread: 0.4 },
    { minutes: 1_440, perMinute: 2, similar: 0, minuteSpread: 0 },
  ];
  for (const count of [8, 24]) {
    for (const traffic of cases) {
      for (const [key, share] of Object.entries(coverage(traffic, count))) {
        // Three standard errors of so many runs below 95 % less 2; independent requests get a little more.
        expect(share, `${key} of ${JSON.stringify(traffic)} in ${count} blocks`).toBeGreaterThan(0.93 - 0.038);
      }
    }
  }
  const [, alike] = cases;
  if (alike) expect(coverage(alike, 1).p50).toBeLessThan(0.5);
});

test("samples are never worth more than there are, and those of blocks that are all alike just as many", () => {
  const block = fc.record({ n: fc.integer({ min: 0, max: 500 }), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 60 }), (list) => {
      const blocks = list.map(({ n, share }) => ({ n, hits: Math.round(n * share) }));
      const worth = effectiveSamples(blocks);
      const n = blocks.reduce((sum, own) => sum + own.n, 0);
      if (worth === null) expect(blocks.filter((own) => own.n > 0).length).toBeLessThan(6);
      else expect(worth >= 0 && worth <= n).toBe(true);
    }),
  );
  expect(effectiveSamples(Array.from({ length: 24 }, () => ({ n: 100, hits: 50 })))).toBe(2_400);
  expect(effectiveSamples(Array.from({ length: 24 }, () => ({ n: 100, hits: 0 })))).toBe(2_400);
  expect(effectiveSamples(Array.from({ length: 5 }, () => ({ n: 100, hits: 50 })))).toBeNull();
});

test("the interval of a ratio holds the true one about as often as it says", () => {
  let held = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const blocks = Array.from({ length: 24 }, () => ({ top: 0, bottom: 0 }));
    const traffic = { minutes: 1_440, perMinute: 2, similar: 0.9, minuteSpread: 0.3 };
    for (const { minute, value } of simulateTraffic(traffic, seed)) {
      const own = blocks[Math.floor(minute / 60)];
      if (!own) continue;
      own.top += 5 + value;
      own.bottom += 1;
    }
    const interval = ratioInterval(blocks);
    if (interval && interval.low <= 5 && 5 <= interval.high) held++;
  }
  expect(held / RUNS).toBeGreaterThan(0.91);
  expect(held / RUNS).toBeLessThan(0.985);
  expect(ratioInterval([])).toBeNull();
  expect(ratioInterval(Array.from({ length: 10 }, () => ({ top: 1, bottom: 0 })))).toBeNull();
});
