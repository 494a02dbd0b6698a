import { expect, test } from "vitest";
import { shownErrors } from "./shown-errors";

const found = {
  "failover.window_seconds": ["Required"],
  "failover.min_requests": ["Too many"],
  "fallbacks.1": ["Required"],
};

test("a field is marked once it was left, and not while it is typed in", () => {
  const left = new Set(["failover.window_seconds"]);
  expect(Object.keys(shownErrors(found, { typing: "failover.window_seconds", left }))).toEqual([
    "failover.min_requests",
  ]);
  expect(Object.keys(shownErrors(found, { typing: null, left }))).toEqual([
    "failover.window_seconds",
    "failover.min_requests",
  ]);
});

test("a model nobody has come to yet is not marked as missing", () => {
  const marks = { typing: null, left: new Set<string>() };
  expect(shownErrors({ primary: ["Required"], "regions.eu.primary": ["Required"] }, marks)).toEqual({});
  expect(shownErrors({ primary: ["Required"] }, { typing: null, left: new Set(["primary"]) })).toEqual({
    primary: ["Required"],
  });
});
