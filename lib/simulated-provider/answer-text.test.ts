import fc from "fast-check";
import { expect, test } from "vitest";
import { answerPieces, isWholeAnswer } from "./answer-text";

const seed = fc.nat();
const tokens = fc.integer({ min: 2, max: 300 });

test("an answer has as many pieces as tokens, the same for the same seed, and is whole", () => {
  fc.assert(
    fc.property(seed, tokens, (number, count) => {
      const pieces = answerPieces(number, count);
      expect(pieces).toHaveLength(count);
      expect(answerPieces(number, count)).toEqual(pieces);
      expect(isWholeAnswer(pieces.join(""))).toBe(true);
    }),
  );
});

test("no answer that lost, repeated or mixed in a piece is whole", () => {
  fc.assert(
    fc.property(seed, tokens, fc.nat(), (number, count, place) => {
      const pieces = answerPieces(number, count);
      const at = place % count;
      const other = answerPieces(number + 1, count);
      expect(isWholeAnswer(pieces.toSpliced(at, 1).join(""))).toBe(false);
      expect(isWholeAnswer([...pieces.slice(0, at), ...pieces].join(""))).toBe(at === 0);
      expect(isWholeAnswer([...pieces, ...other].join(""))).toBe(false);
    }),
  );
});
