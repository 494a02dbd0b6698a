import { expect, test } from "vitest";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { parseTimeUs } from "./parse-time";

const read = (value: unknown, zone: string | null = null) => {
  const us = parseTimeUs(value, zone);
  return us === null ? null : formatInstantUs(us);
};

test("a naive time of seven digits is local time of the zone, and nothing without one", () => {
  expect(read("2023-11-16 18:17:03.9799600", "UTC")).toBe("2023-11-16T18:17:03.979960Z");
  expect(read("2023-11-16 18:17:03.9799600", "Asia/Kolkata")).toBe("2023-11-16T12:47:03.979960Z");
  expect(read("2023-11-16 18:17:03.9799600")).toBeNull();
});

test("a time that names its offset is that instant whatever the zone", () => {
  expect(read("2026-03-01T12:00:00+08:00", "America/New_York")).toBe("2026-03-01T04:00:00.000Z");
  expect(read("2026-03-01 12:00:00+0800", "America/New_York")).toBe("2026-03-01T04:00:00.000Z");
  expect(read("2026-03-01 12:00:00 UTC", "America/New_York")).toBe("2026-03-01T12:00:00.000Z");
});

test("a repeated local time is the first of the two, a skipped one the time after the change", () => {
  expect(read("2026-11-01 01:30:00", "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  expect(read("2026-03-08 02:30:00", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  expect(read("2026-03-08 03:30:00", "America/New_York")).toBe("2026-03-08T07:30:00.000Z");
  expect(read("2026-11-01 02:30:00", "America/New_York")).toBe("2026-11-01T07:30:00.000Z");
});

test.each([
  ["seconds", "1772366400", "2026-03-01T12:00:00.000Z"],
  ["seconds", "1772366400.5", "2026-03-01T12:00:00.500Z"],
  ["milliseconds", "1772366400123", "2026-03-01T12:00:00.123Z"],
  ["milliseconds", "1700000000123.456", "2023-11-14T22:13:20.123456Z"],
  ["microseconds", "1772366400123456", "2026-03-01T12:00:00.123456Z"],
  ["nanoseconds", "1772366400123456789", "2026-03-01T12:00:00.123457Z"],
  ["milliseconds since a trace began", "12500", "1970-01-01T00:00:12.500Z"],
])("a number is epoch %s by its size, as text too: %s", (_, text, instant) => {
  expect(read(text)).toBe(instant);
  if (text.length < 17) expect(read(Number(text))).toBe(instant);
});

test.each([
  ["2026-03-01 12:00:00.123+00", "2026-03-01T12:00:00.123Z"],
  ["2026-03-01 12:00:00+05:30", "2026-03-01T06:30:00.000Z"],
  ["2026-03-01 12:00:00.5 UTC", "2026-03-01T12:00:00.500Z"],
  ["2026-03-01 12:00:00.123456789 +0000 UTC", "2026-03-01T12:00:00.123456Z"],
  ["2026-03-01T12:00:00Z[UTC]", "2026-03-01T12:00:00.000Z"],
  ["2026-03-01T13:00+01:00", "2026-03-01T12:00:00.000Z"],
  ["2026/03/01 12:00:00Z", "2026-03-01T12:00:00.000Z"],
  ["2026-03-01 12:00:00,123 GMT", "2026-03-01T12:00:00.123Z"],
  ["Sun, 01 Mar 2026 12:00:00 GMT", "2026-03-01T12:00:00.000Z"],
  ["[01/Mar/2026:14:00:00 +0200]", "2026-03-01T12:00:00.000Z"],
])("%s is an instant whatever the zone", (text, instant) => {
  for (const zone of [null, "America/New_York"]) expect(read(text, zone)).toBe(instant);
});

test.each([
  ["2026-03-01 12:00:00,123", "2026-03-01T06:30:00.123Z"],
  ["2026-03-01T12:00", "2026-03-01T06:30:00.000Z"],
  ["2026-03-01", "2026-02-28T18:30:00.000Z"],
])("%s is local time of the zone", (text, instant) => {
  expect(read(text, "Asia/Kolkata")).toBe(instant);
  expect(read(text)).toBeNull();
});

test.each([
  "yesterday",
  "2026-13-01 00:00:00",
  "01/03/2026 12:00:00",
  "-5",
  "1e999",
  "1e+21",
  1e21,
  "",
  null,
  true,
  Number.NaN,
])("%j is no time", (value) => {
  expect(read(value, "UTC")).toBeNull();
});
