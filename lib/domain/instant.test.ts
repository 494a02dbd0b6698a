import fc from "fast-check";
import { expect, test } from "vitest";
import { formatInstantUs, parseInstantUs } from "./instant";

test.each([
  ["2026-03-01T12:00:00Z", Date.UTC(2026, 2, 1, 12) * 1000],
  ["2026-03-01T20:00:00.123456789+08:00", Date.UTC(2026, 2, 1, 12) * 1000 + 123456],
  ["2026-03-01t07:00:00.5-05:00", Date.UTC(2026, 2, 1, 12) * 1000 + 500000],
])("reads %s to the microsecond", (text, expected) => {
  expect(parseInstantUs(text)).toBe(expected);
});

test.each([
  "2026-03-01T12:00:00",
  "2026-03-01 12:00:00Z",
  "2026-02-30T12:00:00Z",
  "2026-13-01T12:00:00Z",
  "2026-03-01T24:00:00Z",
  "2026-03-01T12:00:00+0800",
  "2026-03-01",
  "now",
  "",
])("refuses %j", (text) => {
  expect(parseInstantUs(text)).toBeNull();
});

test("formats and reads back every microsecond", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e15 }), (epochUs) => {
      expect(parseInstantUs(formatInstantUs(epochUs))).toBe(epochUs);
    }),
  );
});
