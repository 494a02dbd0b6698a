import { expect, test } from "vitest";
import { worstError } from "./compare-answers";

const exact = [
  { key: "a", sums: [10, 0.3], percentiles: [1_000, 20_000, null] },
  { key: "b", sums: [1, 0], percentiles: [500, 500, 500] },
];

test("the worst error is the greatest of any percentile, in whatever order the groups come", () => {
  const ours = [
    { key: "b", sums: [1, 0], percentiles: [500, 500, 540] },
    { key: "a", sums: [10, 0.1 + 0.2], percentiles: [1_000, 20_100, null] },
  ];
  expect(worstError(ours, exact)).toBeCloseTo(0.005, 9);
  expect(worstError(ours, [...exact, { key: "nobody", sums: [0, 0], percentiles: [null] }])).toBeCloseTo(0.005, 9);
});

test("a group or a percentile on one side only, and a sum that differs, are no matter of error", () => {
  const [a, b] = exact;
  if (!a || !b) throw new Error("unreachable");
  expect(() => worstError([a], exact)).toThrow("1 groups, not 2");
  expect(() => worstError([a, { ...b, key: "c" }], exact)).toThrow("no group b");
  expect(() => worstError([a, { ...b, sums: [2, 0] }], exact)).toThrow("Sum 0 of b is 2, not 1");
  expect(() => worstError([{ ...a, percentiles: [1_000, null, null] }, b], exact)).toThrow("one side only");
});
