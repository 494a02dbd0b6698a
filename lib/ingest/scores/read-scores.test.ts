import { expect, test } from "vitest";
import { isAppError } from "@/lib/contract/error";
import { readScores } from "./read-scores";

const score = { id: "s1", attempt_id: "a1", evaluator: "judge", metric: "helpful", value: 0.8 };

test("scores come as a list, under their name or as lines, each by itself", () => {
  for (const [text, type] of [
    [JSON.stringify([score]), "application/json"],
    [JSON.stringify({ scores: [score] }), null],
    [`${JSON.stringify(score)}\n`, "application/x-ndjson"],
  ] as const) {
    expect(readScores(text, type)).toMatchObject({ valid: [{ index: 0, score }], invalid: [] });
  }
});

test("a bad score is rejected by its field and never spoils the others", () => {
  const sent = [
    { ...score, value: "good" },
    score,
    { ...score, id: "s2", request_id: "r1" },
    { ...score, id: "s3", attempt_id: null },
    { ...score, id: "s4", weight: 0 },
    { ...score, id: "s5", comment: "x" },
  ];
  const { valid, invalid } = readScores(JSON.stringify(sent), "application/json");
  expect(valid.map(({ index }) => index)).toEqual([1]);
  expect(invalid.map(({ index, id, errors }) => [index, id, errors[0]?.path, errors[0]?.message])).toEqual([
    [0, "s1", "value", "Must be a number, not text"],
    [2, "s2", "attempt_id", "Give attempt_id or request_id"],
    [3, "s3", "attempt_id", "Is missing: give attempt_id or request_id"],
    [4, "s4", "weight", "Must be above 0"],
    [5, "s5", "comment", expect.any(String)],
  ]);
});

test("a file of scores is read by its header, and text for a number is named with its row and field", () => {
  const text =
    "id;attempt_id;evaluator;metric;value;weight\ns1;a1;judge;helpful;0.8;\ns2;a2;judge;helpful;very good;2\ns3;a3;judge;helpful;-1e-1;2\n";
  const { valid, invalid } = readScores(text, "text/csv; charset=utf-8");
  expect(valid.map(({ index, score: { id, value, weight } }) => [index, id, value, weight])).toEqual([
    [0, "s1", 0.8, undefined],
    [2, "s3", -0.1, 2],
  ]);
  expect(invalid).toMatchObject([
    { index: 1, id: "s2", errors: [{ path: "value", message: "Must be a number, not text" }] },
  ]);
});

test("a file whose rows do not fit its header is refused whole, by its line", () => {
  const read = () => readScores("id,value\ns1,1,2\n", "text/csv");
  expect(read).toThrow(/^Line 2: Has 3 fields where the first line names 2$/);
  expect(
    isAppError(
      (() => {
        try {
          return read();
        } catch (error) {
          return error;
        }
      })(),
    ),
  ).toBe(true);
});
