import { expect, test } from "vitest";
import { describeReported } from "./describe-reported";

const matched = { attempts: 30, cost_usd: "3", reported_cost_usd: "3" };
const total = { attempts: 100, reported_cost_usd: "3", reported_share: 0.3, matched };

test("what some attempts report is held against our cost of the same attempts, never of all", () => {
  expect(describeReported(total)).toEqual([
    "Of 30.0 % of the attempts",
    "On the same attempts: equal to the computed $3.00",
  ]);
  expect(describeReported({ ...total, matched: { ...matched, reported_cost_usd: "3.3" } })).toEqual([
    "Of 30.0 % of the attempts",
    "On the same attempts: $0.30 (10.00 %) more than ours",
  ]);
  expect(describeReported({ ...total, matched: { ...matched, reported_cost_usd: "2.7" } })[1]).toMatch(
    /less than ours$/,
  );
});

test("where some of what is reported has no cost of ours, the comparison says of how many it is", () => {
  expect(describeReported({ ...total, matched: { ...matched, attempts: 20 } })[1]).toMatch(
    /^On the 20.0 % that have both/,
  );
  const none = { attempts: 0, cost_usd: null, reported_cost_usd: null };
  expect(describeReported({ ...total, matched: none })).toEqual([
    "Of 30.0 % of the attempts; none of them has a computed cost",
  ]);
  expect(describeReported({ ...total, reported_share: 1, matched: undefined })).toEqual(["Of all attempts"]);
});

test("without a report there is nothing to describe", () => {
  expect(describeReported({ ...total, reported_cost_usd: null, reported_share: 0 })).toEqual([
    "No router reports its own cost",
  ]);
});
