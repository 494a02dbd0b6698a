import { expect, test } from "vitest";
import { credentialsOf } from "./credentials-of";

test.each([
  ["Bearer abc", "abc"],
  ["bearer   abc  ", "abc"],
  ["BEARER\tabc", "abc"],
  ["Bearer", undefined],
  ["Bearer \u00a0 ", undefined],
  ["Bearerabc", undefined],
  ["Basic abc", undefined],
  ["", undefined],
  [null, undefined],
])("%j carries the bearer key %j", (header, key) => {
  expect(credentialsOf(header, "bearer")).toBe(key);
});
