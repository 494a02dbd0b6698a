import { expect, test } from "vitest";
import { recordOf } from "@/lib/domain/record-of";
import { FILTER_NAMES, loadReportParams, reportOf } from "./report-params";

const read = (query: string) => reportOf(loadReportParams(new URLSearchParams(query)), "24h");

test("an empty URL is the screen's own range, unfiltered, in UTC and live", () => {
  expect(read("")).toEqual({
    query: { window: "24h", ...recordOf(FILTER_NAMES, () => []) },
    tz: "UTC",
    live: true,
  });
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
