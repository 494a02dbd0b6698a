import { expect, test } from "vitest";
import {
  isFailure,
  isJudged,
  OUTCOME_CODES,
  OUTCOME_OWNER,
  OUTCOMES,
  outcomeFromHttpStatus,
  outcomeOfCode,
} from "./outcome";

test("every status decides as the definitions say", () => {
  const expected: [number, ReturnType<typeof outcomeFromHttpStatus>][] = [
    [200, "ok"],
    [204, "ok"],
    [299, "ok"],
    [429, "rate_limited"],
    [408, "timeout"],
    [504, "timeout"],
    [499, "cancelled"],
    [400, "client_error"],
    [404, "client_error"],
    [498, "client_error"],
    [500, "server_error"],
    [503, "server_error"],
    [599, "server_error"],
  ];
  for (const [status, outcome] of expected) expect(outcomeFromHttpStatus(status)).toBe(outcome);
});

test("a status that decides nothing gives null", () => {
  for (const status of [0, 100, 199, 301, 304, 399, 600, 200.5, -1, Number.NaN]) {
    expect(outcomeFromHttpStatus(status)).toBeNull();
  }
});

test("exactly ok and the failures are judged", () => {
  expect(OUTCOMES.filter(isFailure)).toEqual(["rate_limited", "server_error", "timeout"]);
  expect(OUTCOMES.filter(isJudged)).toEqual(["ok", "rate_limited", "server_error", "timeout"]);
});

test("whatever went wrong is somebody's: the provider's exactly where it is a failure", () => {
  const wrong = OUTCOMES.filter((outcome) => outcome !== "ok");
  expect(wrong.filter((outcome) => OUTCOME_OWNER[outcome] === "provider")).toEqual(wrong.filter(isFailure));
  expect(OUTCOME_OWNER.refused).toBe("gateway");
});

test("codes are the positions in the list and read back", () => {
  expect(OUTCOMES.map((outcome) => OUTCOME_CODES[outcome])).toEqual([0, 1, 2, 3, 4, 5, 6]);
  for (const outcome of OUTCOMES) expect(outcomeOfCode(OUTCOME_CODES[outcome])).toBe(outcome);
  expect(() => outcomeOfCode(7)).toThrow(RangeError);
});
