"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCoverage } from "@/components/ui/describe-coverage";
import { StatCard } from "@/components/ui/stat-card";
import { spendOptions } from "@/lib/client/spend";
import type { TotalStats } from "@/lib/contract/stats";
import { displayUsd } from "@/lib/domain/format";
import { forecastMonth } from "./forecast-month";
import type { Month } from "./month";
import { monthQuery } from "./overview-queries";

/** What the window cost, with how much of it is priced. */
export function WindowSpendCard({ total }: { total: TotalStats }) {
  return (
    <StatCard
      label="Spend in the window"
      value={displayUsd(total.cost_usd)}
      notes={[describeCoverage(total), `${displayUsd(total.usd_per_m_output)} per M output tokens`]}
      explain={{
        formula: "Σ token bucket × active price at the start of the attempt",
        note: "Attempts without a price are not in the sum: the coverage shows how many. 429 and 5xx cost nothing; timeouts and cancelled calls their input. The price per M counts the tokens of priced models alone.",
      }}
    />
  );
}

/** The calendar month so far, and a straight line to its end. */
export function MonthCard({ month }: { month: Month }) {
  const { query, tz } = useReport();
  const spend = useLiveQuery(spendOptions(monthQuery({ query, tz }, month)));
  if (!spend.data) {
    return <StatCard label="Month to date" value="…" notes={[spend.error ? spend.error.message : "Loading"]} />;
  }
  const forecast = forecastMonth(spend.data, month);
  const title = new Date(spend.data.as_of).toLocaleDateString("en-US", { month: "long", timeZone: tz });
  return (
    <StatCard
      label={`${title} to date`}
      value={displayUsd(spend.data.total.cost_usd)}
      notes={[
        forecast
          ? `≈ ${displayUsd(forecast.usd.toFixed(2))} at the end of the month`
          : "No forecast before one whole day",
        describeCoverage(spend.data.total),
      ]}
      explain={{
        formula: forecast
          ? `to date + ${displayUsd(forecast.usdPerDay.toFixed(4))} a day × days left`
          : "to date + mean whole day × days left",
        note: `A straight line from the last ${forecast?.days ?? 7} whole days in ${tz}; it ignores weekdays and growth. Only priced attempts are in it.`,
      }}
    />
  );
}
