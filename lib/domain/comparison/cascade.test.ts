import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { describeCascade } from "./cascade";

test("what the first stage catches, what escalates, and both costs are of the same requests", () => {
  const settled = [
    { block: 0, stage: 1, size: 0, requests: 90, answered: 88, priced: 90, usd: 0.9 },
    { block: 0, stage: 2, size: 0, requests: 10, answered: 10, priced: 10, usd: 1.1 },
    { block: 0, stage: 1, size: 3, requests: 5, answered: 5, priced: 5, usd: 5 },
  ];
  const cascade = describeCascade(settled, [
    { block: 0, stage: 1, size: 0, attempts: 100, usd: 1 },
    { block: 0, stage: 2, size: 0, attempts: 10, usd: 1 },
    { block: 0, stage: 1, size: 3, attempts: 5, usd: 5 },
  ]);
  expect(cascade.stages).toEqual([
    { stage: 1, reached: 105, settled: 95, answered: 93 },
    { stage: 2, reached: 10, settled: 10, answered: 10 },
  ]);
  expect(cascade.escalationRate).toBeCloseTo(10 / 105, 12);
  // The largest never reached the last stage, whose cost for them nobody knows.
  expect([cascade.priced, cascade.usdPerRequest, cascade.usdPerRequestOnLast]).toEqual([
    100,
    expect.closeTo(0.02, 12),
    expect.closeTo(0.1, 12),
  ]);
});

test("without requests nothing is known", () => {
  expect(describeCascade([], [])).toEqual({
    ...{ stages: [], requests: 0, priced: 0, escalationRate: null, usdPerRequest: null, usdPerRequestOnLast: null },
    ...{ usdInterval: null, usdOnLastInterval: null },
  });
});

test("both costs have intervals that hold the true ones about as often as they say, and that time alike makes a point", () => {
  const random = seededRandom(12);
  const noise = () => 0.5 + random();
  let [held, onLastHeld] = [0, 0];
  const RUNS = 300;
  for (let run = 0; run < RUNS; run++) {
    const blocks = Array.from({ length: 40 }, (_, block) => block);
    const settled = blocks.flatMap((block) => [
      { block, stage: 1, size: 0, requests: 20, answered: 20, priced: 20, usd: 0.2 * noise() },
      { block, stage: 2, size: 0, requests: 5, answered: 5, priced: 5, usd: 1 * noise() },
    ]);
    const costs = blocks.map((block) => ({ block, stage: 2, size: 0, attempts: 5, usd: 0.5 * noise() }));
    const { usdInterval: own, usdOnLastInterval: onLast } = describeCascade(settled, costs);
    if (own && own.low <= 1.2 / 25 && 1.2 / 25 <= own.high) held++;
    if (onLast && onLast.low <= 0.1 && 0.1 <= onLast.high) onLastHeld++;
  }
  expect(held / RUNS).toBeGreaterThan(0.9);
  expect(onLastHeld / RUNS).toBeGreaterThan(0.9);
  expect(onLastHeld / RUNS).toBeLessThan(1);

  const alike = Array.from({ length: 20 }, (_, block) => ({
    settled: { block, stage: 2, size: 0, requests: 5, answered: 5, priced: 5, usd: 1 },
    cost: { block, stage: 2, size: 0, attempts: 5, usd: 0.5 },
  }));
  const { usdInterval, usdOnLastInterval } = describeCascade(
    alike.map(({ settled }) => settled),
    alike.map(({ cost }) => cost),
  );
  expect([usdInterval?.low, usdInterval?.high]).toEqual([expect.closeTo(0.2, 9), expect.closeTo(0.2, 9)]);
  expect([usdOnLastInterval?.low, usdOnLastInterval?.high]).toEqual([expect.closeTo(0.1, 9), expect.closeTo(0.1, 9)]);
});
