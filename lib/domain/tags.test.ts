import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeTag, tagProblem, tidyTags } from "./tags";

test("a bare word is kept under the key tag, and what has a key stays as it is", () => {
  expect(["beta", "region:eu", "at:12:30"].map(normalizeTag)).toEqual(["tag:beta", "region:eu", "at:12:30"]);
});

test.each([
  [["team:"], '"team:" has no value: write key:value'],
  [[":search"], '":search" has no key: write key:value'],
  [["a:1", "b:1", "a:2"], '"a" has two values'],
  [["a:1", "b:1"], null],
  [["one", "two", "tag:three"], null],
  [[], null],
])("of %j it says %j", (tags, problem) => {
  expect(tagProblem(tags)).toBe(problem);
});

test("tidied tags have no problem, and good ones stay as they are", () => {
  const tag = fc.stringMatching(/^[a-c:]{0,4}$/);
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 10 }), (tags) => {
      expect(tagProblem(tidyTags(tags))).toBeNull();
      if (tagProblem(tags) === null) expect(tidyTags(tags)).toEqual(tags);
    }),
  );
});
