import { expect, test } from "vitest";
import { sparkPath } from "./spark-path";

test("a gap starts a new stroke", () => {
  expect(sparkPath([1, null, 1, 1], 90, 23)).toBe("M0 1.5h1.5M60 1.5L90 1.5");
});

test("zero lies on the ground and the largest value at the top", () => {
  expect(sparkPath([0, 10], 100, 23)).toBe("M0 21.5L100 1.5");
});

test("nothing known draws nothing", () => {
  expect(sparkPath([null, null], 90, 20)).toBe("");
});
