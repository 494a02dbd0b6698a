import { expect, test } from "vitest";
import { charactersOf } from "./characters-of";

test("a Chinese character is as wide as two Latin ones", () => {
  expect(charactersOf("Mar 8, 14:30")).toBe(12);
  expect(charactersOf("3月8日")).toBe(6);
  expect(charactersOf("")).toBe(0);
});
