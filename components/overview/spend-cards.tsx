"use client";

import { describeSpendDelta } from "@/components/periods/describe-delta";
import type { StatsBefore } from "@/components/periods/use-stats-before";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeCoverage } from "@/components/ui/describe-coverage";
import { StatCard } from "@/components/ui/stat-card";
import { readOptions } from "@/lib/client/read-options";
import type { TotalStats } from "@/lib/contract/stats";
import { displayUsd, formatPercent } from "@/lib/domain/format";
import { overviewQueries } from "./overview-queries";

/** What the window cost, with how much of it is priced. */
export function WindowSpendCard({ total, before }: { total: TotalStats; before: StatsBefore }) {
  return (
    <StatCard
      label="Spend in the window"
      value={displayUsd(total.cost_usd)}
      notes={[
        before.total && describeSpendDelta(total, before.total, before.period),
        describeCoverage(total),
        `${displayUsd(total.usd_per_m_output)} per M output tokens`,
      ]}
      explain={{
        formula: "Σ token bucket × active price at the start of the attempt",
        note: "Attempts without a price are not in the sum: the coverage shows how many. 429 and 5xx cost nothing; timeouts and cancelled calls their input. The price per M counts the tokens of priced models alone.",
      }}
    />
  );
}

/** The calendar month so far, and the forecast of its end. */
export function MonthCard() {
  const { data, error } = useLiveQuery(readOptions("/api/v1/forecast", overviewQueries(useReport()).forecast));
  if (!data) return <StatCard label="Month to date" value="…" notes={[error ? error.message : "Loading"]} />;
  const { month_end: end, priced_share: priced } = data;
  return (
    <StatCard
      label={`${monthFormat.format(Date.parse(data.month))} to date`}
      value={displayUsd(data.month_to_date_usd)}
      notes={[
        end
          ? `≈ ${displayUsd(end.expected_usd)} at the end of the month (${displayUsd(end.interval_80.low_usd)}–${displayUsd(end.interval_80.high_usd)} in 4 of 5)`
          : "No forecast before three whole days",
        ...(priced !== null && priced < 1 ? [`${formatPercent(priced)} of attempts priced`] : []),
      ]}
      explain={{
        formula: "to date + forecast of the days that are left",
        note: `${data.method}. Days and months of ${data.tz}; only priced attempts are in it.`,
      }}
    />
  );
}

const monthFormat = new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" });
