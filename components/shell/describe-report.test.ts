import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { describeReport } from "./describe-report";

test("a printed report says its range, what it is filtered by and its zone", () => {
  expect(
    describeReport({ query: { window: "7d", ...NO_FILTERS }, tz: "UTC", calendar: null, day: null }, ["model"]),
  ).toBe("The last 7 d · all traffic · days and hours in UTC");
  const query = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", ...NO_FILTERS, region: ["eu", "us"] };
  expect(describeReport({ query, tz: "Asia/Shanghai", calendar: null, day: null }, ["model", "region"])).toBe(
    "2026-03-01 08:00 UTC+08:00 to 2026-03-02 08:00 UTC+08:00 · region: eu, us · days and hours in Asia/Shanghai",
  );
  expect(describeReport({ query, tz: "Asia/Shanghai", calendar: "last_month", day: null }, [])).toMatch(
    /^Last month, 2026-03-01/,
  );
  expect(describeReport({ query, tz: "Asia/Shanghai", calendar: null, day: "today" }, [])).toMatch(
    /^Today, 2026-03-01/,
  );
});
