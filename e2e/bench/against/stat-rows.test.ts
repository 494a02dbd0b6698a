import { expect, test } from "vitest";
import { inTurn } from "./open-sides";
import { type Stat, statRows } from "./stat-rows";

type Measured = { rate: number };
const RATE: Stat<Measured> = { of: "rate", stat: "records/s", better: "more" };
const rates = (...all: number[]): Measured[] => all.map((rate) => ({ rate }));

function rowOf(ours: Measured[], theirs: Measured[]) {
  return statRows("last minute", { stats: [RATE], measured: { ours, theirs }, than: "df73b3f5" })[0];
}

test("the ratio is the median of the rounds' own, not that of the medians", () => {
  expect(rowOf(rates(10, 90, 40), rates(5, 30, 40))).toEqual({
    ...{ load: "last minute", stat: "records/s", better: "more" },
    ...{ "this build": 40, df73b3f5: 30, ratio: 2 },
  });
});

test("a stat that one side lacks has no ratio", () => {
  expect(rowOf(rates(10), [])).toMatchObject({ "this build": 10, df73b3f5: Number.NaN, ratio: Number.NaN });
});

test("each build begins every other round", () => {
  expect([1, 2, 3].map((round) => inTurn(round, ["ours", "theirs"]))).toEqual([
    ["ours", "theirs"],
    ["theirs", "ours"],
    ["ours", "theirs"],
  ]);
});
