import { expect, test } from "vitest";
import { soFarWords, verdictWords } from "./verdict-words";

const verdict = {
  judgement: "helped",
  moved: 1_200,
  failures_avoided: { value: 48.4, low: 30.2, high: 66.8 },
  added_usd: "0.42",
  added_ttft_ms: -40,
  added_duration_ms: 1_250,
} as const;

test("what was saved and what it cost is said with its sign and its interval", () => {
  expect(verdictWords(verdict)).toEqual([
    "1,200 attempts were answered by stand-ins.",
    "48 failures fewer than if they had stayed (95 %: 30 to 67).",
    "+$0.42 for them.",
    "Median TTFT -40 ms.",
    "Median duration +1.25 s.",
  ]);
});

test("what is not known is not said", () => {
  const unknown = { failures_avoided: null, added_usd: null, added_ttft_ms: null, added_duration_ms: null };
  expect(verdictWords({ ...verdict, ...unknown, moved: 0 })).toEqual(["0 attempts were answered by stand-ins."]);
  expect(verdictWords({ ...verdict, ...unknown, moved: 1 })).toEqual(["1 attempt was answered by stand-ins."]);
});

test("what is so far goes by how the model stands now, not by what is missing", () => {
  expect(soFarWords("open")).toMatch(/still avoided/);
  expect(soFarWords("half_open")).toMatch(/tried again/);
  expect(soFarWords("closed")).toMatch(/in use again/);
  expect(soFarWords(null)).toBe("This is so far");
});
