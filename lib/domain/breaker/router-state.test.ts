import { expect, test } from "vitest";
import { MINUTE_MS } from "../time/units";
import { type RouterStateInput, routerState } from "./router-state";

const NOW = Date.UTC(2026, 2, 1, 12);
const stateOf = (change: Partial<RouterStateInput>) =>
  routerState({ nowMs: NOW, seenMs: NOW, intervalSeconds: 15, isUnpublished: false, missingSinceMs: null, ...change });

test("a router that reports the bundle in force is current", () => {
  expect(stateOf({})).toBe("current");
});

test("a router has a minute to fetch a new bundle, counted from the first one it lacks", () => {
  expect(stateOf({ missingSinceMs: NOW - MINUTE_MS })).toBe("current");
  expect(stateOf({ missingSinceMs: NOW - 60_001 })).toBe("behind");
});

test("three of its own intervals without a report are silence, whatever it ran", () => {
  expect(stateOf({ seenMs: NOW - 45_000 })).toBe("current");
  expect(stateOf({ seenMs: NOW - 45_001 })).toBe("silent");
  expect(stateOf({ seenMs: NOW - 45_001, missingSinceMs: 0 })).toBe("silent");
  expect(stateOf({ seenMs: NOW - 45_001, intervalSeconds: 60 })).toBe("current");
});

test("a version nobody published here is not the one in force", () => {
  expect(stateOf({ isUnpublished: true })).toBe("behind");
});

test("a clock that runs ahead of ours silences nobody", () => {
  expect(stateOf({ seenMs: NOW + 5_000, missingSinceMs: NOW + 5_000 })).toBe("current");
});
