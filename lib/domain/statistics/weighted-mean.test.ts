import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { type MeanBlock, weightedMean } from "./weighted-mean";

function blockOf(values: readonly (readonly [value: number, weight: number])[]): MeanBlock {
  const sum = (of: (value: number, weight: number) => number) => values.reduce((total, [v, w]) => total + of(v, w), 0);
  return {
    n: values.length,
    w: sum((_, w) => w),
    wv: sum((v, w) => w * v),
    ww: sum((_, w) => w * w),
    wwv: sum((v, w) => w * w * v),
    wwvv: sum((v, w) => w * w * v * v),
  };
}

test("of equal weights it is the mean with Student's interval", () => {
  const values = Array.from({ length: 20 }, (_, index) => [index, 3] as const);
  const mean = weightedMean([blockOf(values)]);
  // s = √35, t(19) = 2.093.
  expect(mean?.mean).toBeCloseTo(9.5, 12);
  expect((mean?.high ?? 0) - 9.5).toBeCloseTo((2.093 * Math.sqrt(35)) / Math.sqrt(20), 2);
});

test("few values have a mean without bounds, and none have none", () => {
  expect(
    weightedMean([
      blockOf([
        [1, 1],
        [0, 3],
      ]),
    ]),
  ).toEqual({ n: 2, mean: 0.25, low: null, high: null });
  expect(weightedMean([])).toBeNull();
});

test("the interval holds the true mean 95 times in 100, whatever the weights", () => {
  const random = seededRandom(4);
  let held = 0;
  for (let round = 0; round < 1_000; round++) {
    const values = Array.from({ length: 60 }, () => [random() < 0.7 ? 1 : 0, 0.5 + 2 * random()] as const);
    const mean = weightedMean([blockOf(values)]);
    if ((mean?.low ?? 1) <= 0.7 && 0.7 <= (mean?.high ?? 0)) held++;
  }
  expect(held / 1_000).toBeGreaterThan(0.925);
  expect(held / 1_000).toBeLessThan(0.975);
});
