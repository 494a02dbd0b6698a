import { expect, test } from "vitest";
import { median, medianRatio } from "./median";

test("the median is the middle figure, whatever the order, or the mean of the two in the middle", () => {
  expect(median([3, 100, 1])).toBe(3);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([])).toBeNaN();
});

test("sides are compared round by round, so that a slow round of both changes nothing", () => {
  expect(medianRatio([10, 1, 20], [5, 0.5, 10])).toBe(2);
  expect(medianRatio([10, 90, 12], [5, 5, 5])).toBe(2.4);
});
