import { expect, test } from "vitest";
import { replaceCandidate } from "./replace-candidate";

const policy = { primary: "a", fallbacks: ["b", "c"], regions: { eu: { primary: "b", fallbacks: ["a", "d"] } } };

test("a successor takes the place of a model, and the others keep theirs", () => {
  const ask = (model: string) => replaceCandidate(policy, { model, successor: "x", region: null });
  expect(ask("a")).toEqual({ ...policy, primary: "x" });
  expect(ask("b")).toEqual({ ...policy, fallbacks: ["x", "c"] });
  expect(ask("gone")).toEqual(policy);
});

test("one that has a place already is there once, at the first of both", () => {
  expect(replaceCandidate(policy, { model: "a", successor: "c", region: null })).toMatchObject({
    ...{ primary: "c", fallbacks: ["b"] },
  });
  expect(replaceCandidate(policy, { model: "c", successor: "a", region: null })).toMatchObject({
    ...{ primary: "a", fallbacks: ["b"] },
  });
});

test("of a region, its list alone changes, where it has one", () => {
  const eu = replaceCandidate(policy, { model: "a", successor: "x", region: "eu" });
  expect(eu).toEqual({ ...policy, regions: { eu: { primary: "b", fallbacks: ["x", "d"] } } });
  expect(replaceCandidate(policy, { model: "a", successor: "x", region: "us" })).toEqual(policy);
});
