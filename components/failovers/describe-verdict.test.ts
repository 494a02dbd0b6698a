import { expect, test } from "vitest";
import { describeSoFar, describeVerdict } from "./describe-verdict";

const verdict = {
  judgement: "helped",
  moved: 1_200,
  failures_avoided: { value: 48.4, low: 30.2, high: 66.8 },
  added_usd: "0.42",
  added_ttft_ms: -40,
  added_duration_ms: 1_250,
} as const;

test("what was saved and what it cost is said with its sign and its interval", () => {
  expect(describeVerdict(verdict)).toEqual([
    "1,200 attempts were answered by fallbacks.",
    "48 failures fewer than if they had stayed (95 %: 30 to 67).",
    "+$0.42 for them.",
    "Median TTFT -40 ms.",
    "Median duration +1.25 s.",
  ]);
});

test("what is not known is not said", () => {
  const unknown = { failures_avoided: null, added_usd: null, added_ttft_ms: null, added_duration_ms: null };
  expect(describeVerdict({ ...verdict, ...unknown, moved: 0 })).toEqual(["0 attempts were answered by fallbacks."]);
  expect(describeVerdict({ ...verdict, ...unknown, moved: 1 })).toEqual(["1 attempt was answered by fallbacks."]);
});

test("what is so far goes by how the model stands now, not by what is missing", () => {
  expect(describeSoFar("open")).toMatch(/^Still out of rotation/);
  expect(describeSoFar("half_open")).toMatch(/^On probation/);
  expect(describeSoFar("closed")).toMatch(/^Back in rotation/);
  expect(describeSoFar(null)).toBe("This is so far");
});
