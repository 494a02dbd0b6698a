import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test("a path of this site is kept with its query", () => {
  expect(ownPath("/spend?window=7d")).toBe("/spend?window=7d");
  expect(ownPath("/?model=a")).toBe("/?model=a");
});

test.each([
  "//evil.example/x",
  "/\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example/x",
  "/%2e//evil.example",
  "/./\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/sign-in",
  "",
  undefined,
])("%s is not followed", (next) => expect(ownPath(next)).toBe("/start"));
