import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { Sketch } from "../sketch/sketch";
import { DAY_MS, HOUR_MS, US_PER_MS } from "../time/units";
import { tailChange } from "./change-of";
import type { SpeedHour } from "./speed-hour";
import { tailScores } from "./tail-scores";

const START = Date.UTC(2026, 2, 2);
const SPAN = { from: START + 14 * DAY_MS, to: START + 21 * DAY_MS };
const SOURCE = { moments: "durationMs", samples: "durationUs" } as const;
const USUAL = { levels: new Map(), byHour: Array<number>(24).fill(0) };
const NO_MOMENTS = { count: 0, sum: 0, sumOfSquares: 0 };

function hourOf(at: number, valuesMs: readonly number[]): SpeedHour {
  const sketch = new Sketch();
  for (const value of valuesMs) sketch.add(Math.round(value * US_PER_MS));
  return {
    ...{ hour: new Date(at), sizeClass: 0, attempts: valuesMs.length, returnedModels: new Map() },
    ...{ outputTokens: NO_MOMENTS, tokensPerSecond: NO_MOMENTS, ttftMs: NO_MOMENTS, durationMs: NO_MOMENTS },
    reasoningShare: NO_MOMENTS,
    samples: { durationUs: sketch.pairs(), ttftUs: new Sketch().pairs() },
  };
}

/** Two weeks of a hundred attempts an hour, then a week of so many in all that are so much slower, all of one distribution. */
function changeOf({ n, factor = 1, scale = 1_000 }: { n: number; factor?: number; scale?: number }, seed: number) {
  const random = seededRandom(seed);
  const answers = (count: number, slower: number) =>
    Array.from({ length: count }, () => scale * slower * Math.exp(-0.4 * Math.log(1 - random())));
  const before = Array.from({ length: 14 * 24 }, (_, index) => hourOf(START + index * HOUR_MS, answers(100, 1)));
  const after = Array.from({ length: 7 * 24 }, (_, index) => {
    const own = Math.floor(((index + 1) * n) / 168) - Math.floor((index * n) / 168);
    return hourOf(SPAN.from + index * HOUR_MS, answers(own, factor));
  });
  return changeIn([...before, ...after]);
}

function changeIn(hours: readonly SpeedHour[]) {
  const baseline = new Set(hours.map(({ hour }) => hour.getTime()).filter((at) => at < SPAN.from));
  const scored = tailScores(hours, { source: SOURCE, usual: USUAL, baseline });
  return scored && tailChange(hours, { scored, source: SOURCE, usual: USUAL, span: SPAN, noise: 0 });
}

test.each([5, 8, 58])("%i attempts do not bound a 95th percentile from above", (n) => {
  const change = changeOf({ n, factor: 1.3 }, n);
  expect(change?.count).toBe(n);
  expect(change?.interval[1]).toBeNull();
});

test.each([100, 300, 2_225, 20_000])("of %i attempts both ends are apart from the estimate by a bin or more", (n) => {
  for (let seed = 1; seed <= 10; seed++) {
    const { ratio = 0, interval = [null, null] } = changeOf({ n, factor: 1.05 }, seed) ?? {};
    const [low, high] = interval;
    expect(low).not.toBeNull();
    expect(low).toBeLessThan(ratio / 1.015);
    expect(high).not.toBeNull();
    expect(high).toBeGreaterThan(ratio * 1.015);
  }
});

test("where all that are beyond the limit took equally long, the interval is as wide as bins are", () => {
  const tied = (count: number, slower: number) =>
    Array.from({ length: count }, (_, i) => (i % 10 === 0 ? slower : 1) * 1_000);
  const hours = Array.from({ length: 21 * 24 }, (_, index) => {
    const random = seededRandom(index);
    const isAfter = START + index * HOUR_MS >= SPAN.from;
    const spread = Array.from({ length: 100 }, () => 1_000 * Math.exp(-0.4 * Math.log(1 - random())));
    return hourOf(START + index * HOUR_MS, isAfter ? tied(100, 3.5) : spread);
  });
  const { ratio = 0, interval = [null, null] } = changeIn(hours) ?? {};
  expect(interval[0]).toBeLessThan(ratio / 1.015);
  expect(interval[1]).toBeGreaterThan(ratio * 1.015);
});

test("the interval holds the true change in 95 of 100 spans", () => {
  const spans = Array.from({ length: 100 }, (_, seed) => changeOf({ n: 300, factor: 1.2 }, seed + 1));
  const held = spans.filter((change) => {
    const [low, high] = change?.interval ?? [null, null];
    return (low ?? 0) <= 1.2 && 1.2 <= (high ?? Number.POSITIVE_INFINITY);
  });
  expect(held.length).toBeGreaterThanOrEqual(90);
});

test("what may be beyond all that a sketch tells apart has no upper end", () => {
  expect(changeOf({ n: 1_000, factor: 4, scale: 1_000_000 }, 1)?.interval[1]).toBeNull();
});
