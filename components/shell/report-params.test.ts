import { expect, test } from "vitest";
import { recordOf } from "@/lib/domain/record-of";
import { FILTER_NAMES, loadReportParams, reportOf } from "./report-params";

const NOW = new Date("2026-11-30T16:20:30Z");
const read = (query: string, zone = "UTC") =>
  reportOf(loadReportParams(new URLSearchParams(query)), { window: "24h", zone }, NOW);

test("an empty URL is the screen's own range, unfiltered, in UTC and live", () => {
  expect(read("")).toEqual({
    query: { window: "24h", ...recordOf(FILTER_NAMES, () => []) },
    tz: "UTC",
    calendar: null,
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
