import fc from "fast-check";
import { expect, test } from "vitest";
import { hiddenAmong, onlyLine, toggleLine } from "./hidden-lines";

const KEYS = ["a", "b", "c"];

test("however a legend is used, one line at least is drawn", () => {
  const step = fc.record({ key: fc.constantFrom(...KEYS), isOnly: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const hidden = steps.reduce<readonly string[]>(
        (before, { key, isOnly }) => (isOnly ? onlyLine(before, key, KEYS) : toggleLine(before, key, KEYS)),
        [],
      );
      expect(KEYS.some((key) => !hidden.includes(key))).toBe(true);
    }),
  );
});

test("only one is drawn, and all again when it is chosen once more", () => {
  expect(onlyLine(["b"], "b", KEYS)).toEqual(["a", "c"]);
  expect(onlyLine(["a", "c"], "b", KEYS)).toEqual([]);
  expect(toggleLine(["a"], "a", KEYS)).toEqual([]);
});

test("what was hidden of other lines hides nothing, and never all that there are", () => {
  expect(hiddenAmong(["search"], KEYS)).toEqual([]);
  expect(hiddenAmong(["search", "b"], KEYS)).toEqual(["b"]);
  expect(hiddenAmong(["a", "b"], ["a"])).toEqual([]);
});
