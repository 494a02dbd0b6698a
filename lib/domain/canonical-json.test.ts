import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";

test("keys stand in the order of their code units, without spaces, and what is undefined is left out", () => {
  expect(canonicalJson({ b: [1, null, true], a: 'é\n"', "€": {}, "\u{1f600}": 0, "\ufb33": -0, none: undefined })).toBe(
    '{"a":"é\\n\\"","b":[1,null,true],"€":{},"😀":0,"\ufb33":0}',
  );
});

test("the text reads back as the value, and is the same whatever the order of its keys was", () => {
  const key = fc.string({ unit: "grapheme" }).filter((name) => name !== "__proto__");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "grapheme" }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (made) => {
      const text = canonicalJson(made as never);
      const again: unknown = JSON.parse(text);
      expect(canonicalJson(again as never)).toBe(text);
      expect(canonicalJson(turned(again) as never)).toBe(text);
    }),
  );
});

/** The same with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turned(field)]),
  );
}

test.each([0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])("%d is refused", (number) => {
  expect(() => canonicalJson({ number })).toThrow(RangeError);
});

test("text that is not well-formed is refused", () => {
  expect(() => canonicalJson("\ud800")).toThrow(RangeError);
});
