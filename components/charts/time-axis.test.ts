import { expect, test } from "vitest";
import { bucketLabel, timeTicks } from "./time-axis";

const at = (iso: string) => Date.parse(iso);
const labels = (from: string, to: string, zone: string, count: number) =>
  timeTicks(at(from), at(to), zone, count).map(({ label }) => label);

test("a day reads in the zone's own hours, midnight as the date", () => {
  expect(labels("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "Asia/Shanghai", 5)).toEqual([
    "12:00",
    "18:00",
    "Mar 2",
    "06:00",
  ]);
});

test("an hour is cut into round minutes", () => {
  expect(labels("2026-03-01T10:07:00Z", "2026-03-01T11:07:00Z", "UTC", 6)).toEqual([
    "10:10",
    "10:20",
    "10:30",
    "10:40",
    "10:50",
    "11:00",
  ]);
});

test("days stay on midnight across a clock change", () => {
  const ticks = timeTicks(at("2026-03-06T05:00:00Z"), at("2026-03-11T04:00:00Z"), "America/New_York", 6);
  expect(ticks.map(({ label }) => label)).toEqual(["Mar 6", "Mar 7", "Mar 8", "Mar 9", "Mar 10", "Mar 11"]);
});

test.each([1, 7, 30, 90, 400])("a window of %i days has at least two ticks and no more than asked", (days) => {
  const from = at("2026-01-03T09:41:00Z");
  const ticks = timeTicks(from, from + days * 86_400_000, "Europe/Berlin", 8);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(9);
});

test("a bucket is named by where it begins", () => {
  expect(bucketLabel(at("2026-03-08T14:30:00Z"), "Asia/Kolkata")).toBe("Mar 8, 20:00");
});
