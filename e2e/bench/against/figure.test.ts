import { expect, test } from "vitest";
import { figureRow } from "./figure";
import { inTurn } from "./open-sides";

const RATE = { load: "last minute", figure: "records/s", better: "more" } as const;

test("the ratio is the median of the rounds' own, not that of the medians", () => {
  const row = figureRow({ ...RATE, ours: [10, 90, 40], theirs: [5, 30, 40] }, "df73b3f5");

  expect(row).toEqual({ ...RATE, "this build": 40, df73b3f5: 30, ratio: 2 });
});

test("a figure that one side lacks has no ratio", () => {
  const row = figureRow({ ...RATE, ours: [10], theirs: [] }, "df73b3f5");

  expect([row["this build"], row.df73b3f5, row.ratio]).toEqual([10, Number.NaN, Number.NaN]);
});

test("each build begins every other round", () => {
  expect([1, 2, 3].map((round) => inTurn(round, ["ours", "theirs"]))).toEqual([
    ["ours", "theirs"],
    ["theirs", "ours"],
    ["ours", "theirs"],
  ]);
});
