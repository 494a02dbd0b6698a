import { expect, test } from "vitest";
import { chooseSample } from "./choose-sample";

const days = [100, 0, 50, 30].map((attempts, index) => ({ from: index * 1_440, to: (index + 1) * 1_440, attempts }));
const sample = (max: number, retainedFrom = Number.NEGATIVE_INFINITY) => chooseSample(days, { max, retainedFrom });

test("the last days are looked at, as far as their attempts are not too many, and a part of the one that would be", () => {
  expect(sample(180)).toEqual({ from: 0, to: 5_760 });
  expect(sample(80)).toEqual({ from: 1_440, to: 5_760 });
  expect(sample(55)).toEqual({ from: 3_600, to: 5_760 });
  expect(sample(15)).toEqual({ from: 5_040, to: 5_760 });
});

test("nothing is looked at that is no longer retained", () => {
  expect(sample(180, 2_000)).toEqual({ from: 2_000, to: 5_760 });
  expect(sample(180, 9_999)).toEqual({ from: 5_760, to: 5_760 });
  expect(chooseSample([], { retainedFrom: 0 })).toEqual({ from: 0, to: 0 });
});
