import { expect, test } from "vitest";
import { recordOf } from "@/lib/domain/record-of";
import { dayBeganAt, FILTER_NAMES, loadReportParams, reportOf } from "./report-params";

const NOW = new Date("2026-11-30T16:20:30Z");
const read = (query: string, zone = "UTC") =>
  reportOf(loadReportParams(new URLSearchParams(query)), { window: "24h", zone }, NOW);

test("an empty URL is the screen's own range, unfiltered, in UTC and live", () => {
  expect(read("")).toEqual({
    query: { window: "24h", ...recordOf(FILTER_NAMES, () => []) },
    tz: "UTC",
    calendar: null,
    day: null,
    live: true,
  });
});

test("a calendar month is a range of the zone, of which the one that is not over follows the clock", () => {
  const month = read("window=month&tz=Asia/Shanghai");
  expect(month).toMatchObject({ calendar: "month", live: true });
  expect(month.query).toMatchObject({ from: "2026-11-30T16:00:00Z", to: "2026-12-31T16:00:00Z" });
  expect(read("window=last_month&tz=Asia/Shanghai")).toMatchObject({
    query: { from: "2026-10-31T16:00:00Z", to: "2026-11-30T16:00:00Z" },
    calendar: "last_month",
    live: false,
  });
  expect(read("window=month&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z").calendar).toBeNull();
});

test("today and yesterday are whole days of the zone, of which today follows the clock", () => {
  const today = read("window=today&tz=Asia/Shanghai");
  expect(today).toMatchObject({ day: "today", calendar: null, live: true });
  expect(today.query).toMatchObject({ from: "2026-11-30T16:00:00Z", to: "2026-12-01T16:00:00Z" });
  expect(today.query.window).toBeUndefined();
  expect(read("window=yesterday&tz=Asia/Shanghai")).toMatchObject({
    query: { from: "2026-11-29T16:00:00Z", to: "2026-11-30T16:00:00Z" },
    ...{ day: "yesterday", live: false },
  });
});

test("a range by the calendar is another after midnight of the zone, any other is not", () => {
  const began = (query: string, at: string) =>
    dayBeganAt(loadReportParams(new URLSearchParams(query)), "Europe/Berlin", Date.parse(at));
  // The clocks go forward at 01:00 UTC.
  expect(began("window=today", "2026-03-28T22:59:59Z")).toBe(Date.parse("2026-03-27T23:00:00Z"));
  expect(began("window=today", "2026-03-29T21:59:59Z")).toBe(Date.parse("2026-03-28T23:00:00Z"));
  expect(began("window=month", "2026-03-29T22:00:00Z")).toBe(Date.parse("2026-03-29T22:00:00Z"));
  expect(began("window=today&tz=UTC", "2026-03-29T22:00:00Z")).toBe(Date.parse("2026-03-29T00:00:00Z"));
  expect(began("window=7d", "2026-03-29T22:00:00Z")).toBeNull();
});

test("the zone is the address's, else the remembered one", () => {
  expect(read("tz=Asia/Kolkata", "Asia/Shanghai").tz).toBe("Asia/Kolkata");
  expect(read("tz=Mars/Base", "Asia/Shanghai").tz).toBe("Asia/Shanghai");
});

test("repeated filters are all kept", () => {
  expect(read("model=a&model=b&tier=premium").query).toMatchObject({ model: ["a", "b"], tier: ["premium"] });
});

test("a fixed range wins over a named one and does not follow the clock", () => {
  const report = read("window=7d&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");
  expect(report.query).toMatchObject({ from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" });
  expect(report.query.window).toBeUndefined();
  expect(report.live).toBe(false);
});

test.each([
  "window=9h",
  "from=yesterday&to=today",
  "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
  "tz=Mars/Base",
])("what cannot be understood (%s) falls back to the default", (query) =>
  expect(read(query)).toMatchObject({ query: { window: "24h" }, tz: "UTC" }),
);
