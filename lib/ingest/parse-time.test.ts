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

test("a number is epoch milliseconds", () => {
  expect(read(1_700_000_000_123.456)).toBe("2023-11-14T22:13:20.123456Z");
});

test.each(["yesterday", "2026-13-01 00:00:00", "", null, true, Number.NaN])("%j is no time", (value) => {
  expect(read(value, "UTC")).toBeNull();
});
