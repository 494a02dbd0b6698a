import { expect, test } from "vitest";
import { describeCascade } from "./cascade";

test("what the first stage catches, what escalates, and both costs are of the same requests", () => {
  const settled = [
    { stage: 1, size: 0, requests: 90, answered: 88, priced: 90, usd: 0.9 },
    { stage: 2, size: 0, requests: 10, answered: 10, priced: 10, usd: 1.1 },
    { stage: 1, size: 3, requests: 5, answered: 5, priced: 5, usd: 5 },
  ];
  const cascade = describeCascade(settled, [
    { stage: 1, size: 0, attempts: 100, usd: 1 },
    { stage: 2, size: 0, attempts: 10, usd: 1 },
    { stage: 1, size: 3, attempts: 5, usd: 5 },
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
  });
});
