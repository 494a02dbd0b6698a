import fc from "fast-check";
import { expect, test } from "vitest";
import { type RankedAttempt, settleRequest } from "./settle-request";

const MINUTE_US = 60_000_000;
const attempt = (
  id: string,
  fromMinute: number,
  minutes: number,
  more: Partial<RankedAttempt> = {},
): RankedAttempt => ({
  ...{ id, startUs: fromMinute * MINUTE_US, endUs: (fromMinute + minutes) * MINUTE_US },
  ...{ isOk: false, given: 1, attempt: 1, final: true },
  ...more,
});
const ranksOf = (settled: readonly RankedAttempt[]) => settled.map((one) => [one.id, one.attempt, one.final]);

test("a failed attempt that another follows closely is not the last", () => {
  expect(
    ranksOf(settleRequest([attempt("b", 2, 1)], [attempt("a", 0, 1), attempt("c", 4, 1, { isOk: true })])),
  ).toEqual([
    ["a", 1, false],
    ["b", 2, false],
    ["c", 3, true],
  ]);
});

test.each([
  ["a success", attempt("a", 0, 1, { isOk: true }), attempt("b", 2, 1)],
  ["one that had not ended", attempt("a", 0, 5), attempt("b", 2, 1)],
  ["one long before", attempt("a", 0, 1), attempt("b", 12, 1)],
])("what follows %s is a request of its own", (_, first, second) => {
  expect(ranksOf(settleRequest([first], [second])).map(([, ...rank]) => rank)).toEqual([
    [1, true],
    [1, true],
  ]);
});

test("the number that a post gave is the least", () => {
  expect(ranksOf(settleRequest([], [attempt("b", 2, 1, { isOk: true, given: 2 })]))).toEqual([["b", 2, true]]);
});

test("a request of so many attempts that the first are forgotten goes on with its numbers", () => {
  const all = Array.from({ length: 90 }, (_, n) => attempt(`a${String(n).padStart(2, "0")}`, n, 1));
  let known: RankedAttempt[] = [];
  for (const one of all) known = settleRequest(known, [one]);

  expect(known.at(-1)?.attempt).toBe(90);
  expect(known[0]?.attempt).toBe(90 - known.length + 1);
});

test("whatever posts attempts come in, in whatever order and however often, they are numbered alike", () => {
  const drawn = fc.array(
    fc.record({ from: fc.nat(30), minutes: fc.nat(4), isOk: fc.boolean(), given: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 1, maxLength: 8 },
  );
  const posts = drawn.chain((attempts) =>
    fc.tuple(
      fc.constant(attempts.map(({ from, minutes, ...more }, index) => attempt(`${index}`, from, minutes, more))),
      fc.array(fc.array(fc.nat(attempts.length - 1)), { maxLength: 6 }),
    ),
  );
  fc.assert(
    fc.property(posts, ([attempts, sent]) => {
      let known: RankedAttempt[] = [];
      for (const post of [...sent, [...attempts.keys()]]) {
        known = settleRequest(
          known,
          post.flatMap((index) => attempts[index] ?? []),
        );
      }
      expect(known).toEqual(settleRequest([], attempts));
    }),
  );
});
