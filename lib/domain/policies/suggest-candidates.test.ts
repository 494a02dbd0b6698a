import { expect, test } from "vitest";
import { suggestCandidates } from "./suggest-candidates";

const policy = { primary: "a", fallbacks: ["b", "c"], regions: { eu: { primary: "b", fallbacks: ["a"] } } };

test("a suggestion puts its models first, and leaves the others behind them without repeating any", () => {
  expect(suggestCandidates(policy, { primary: "c", fallback: "a", region: null })).toEqual({
    ...policy,
    ...{ primary: "c", fallbacks: ["a", "b"] },
  });
});

test("one of a region leaves the other regions as they are, and begins from the tier where it has no override", () => {
  expect(suggestCandidates(policy, { primary: "x", fallback: null, region: "us" }).regions).toEqual({
    eu: policy.regions.eu,
    us: { primary: "x", fallbacks: ["a", "b", "c"] },
  });
  expect(suggestCandidates(policy, { primary: "x", fallback: "b", region: "eu" }).regions.eu).toEqual({
    ...{ primary: "x", fallbacks: ["b", "a"] },
  });
});
