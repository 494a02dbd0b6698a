import { expect, test } from "vitest";
import type { Forecast } from "@/lib/contract/forecast";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { describeForecastCapacity, prepareForecast } from "./prepare-forecast";

const forecast: Forecast = {
  as_of: "2026-03-20T00:00:00Z",
  tz: "UTC",
  month: "2026-03-01",
  following_month: "2026-04-01",
  filters: NO_FILTERS,
  month_to_date_usd: "20",
  capacity: null,
  month_end: {
    expected_usd: "50",
    interval_80: { low_usd: "45", high_usd: "55" },
    interval_95: { low_usd: "40", high_usd: "60" },
  },
  next_month: {
    expected_usd: "75",
    interval_80: { low_usd: "60", high_usd: "90" },
    interval_95: { low_usd: "50", high_usd: "100" },
  },
  days_of_evidence: 40,
  method: "",
  priced_share: 1,
  group_by: null,
  groups: [],
};

test("both months are on one scale, which ends with the most that is likely", () => {
  const [month, next] = prepareForecast(forecast);
  expect(month).toMatchObject({ title: "March 2026", places: { spent: 0.2, expected: 0.5 } });
  expect(next).toMatchObject({ title: "April 2026", places: { spent: 0, expected: 0.75 } });
  expect([month?.growth, next?.growth]).toEqual([null, "+50.0 % against March 2026, +55.0 % a day"]);
  expect(next?.places?.interval95).toEqual({ left: 0.5, width: 0.5 });
});

test("without a forecast nothing has a place, and of nothing everything is at 0", () => {
  expect(prepareForecast({ ...forecast, month_end: null, next_month: null }).map(({ places }) => places)).toEqual([
    null,
    null,
  ]);
  const none = { low_usd: "0", high_usd: "0" };
  const nothing = { expected_usd: "0", interval_80: none, interval_95: none };
  const [month] = prepareForecast({ ...forecast, month_to_date_usd: null, month_end: nothing, next_month: nothing });
  expect(month?.places).toMatchObject({ spent: 0, expected: 0, interval95: { left: 0, width: 0 } });
});

test("capacity that is due is said in words, and so is what is not known of it", () => {
  const paid = { month_to_date_usd: "12", rest_of_month_usd: "36", next_month_usd: "48" };
  expect(describeForecastCapacity(forecast)).toBeNull();
  expect(describeForecastCapacity({ capacity: paid })).toContain("$12.00 so far, $36.00 in the rest of this month");
  const shared = { ...paid, rest_of_month_usd: null, next_month_usd: null };
  expect(describeForecastCapacity({ capacity: shared })).toContain("a share of reserved capacity");
  const unknown = { ...shared, month_to_date_usd: null };
  expect(describeForecastCapacity({ capacity: unknown })).toContain("no rate of its currency");
});
