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
import { currentLocale } from "@/lib/messages/locale";
import { t } from "@/lib/messages/translate";
import { overviewQueries } from "./overview-queries";

/** What the window cost, with how much of it is priced. */
export function WindowSpendCard({ total, before }: { total: TotalStats; before: StatsBefore }) {
  return (
    <StatCard
      label={t("Spend in the window")}
      value={displayUsd(total.cost_usd)}
      notes={[
        before.total && describeSpendDelta(total, before.total, before.period),
        describeCoverage(total),
        t("{cost} per M output tokens", { cost: displayUsd(total.usd_per_m_output) }),
      ]}
      explain={{
        formula: t("Σ token bucket × active price at the start of the attempt"),
        note: t(
          "Attempts without a price are not in the sum: the coverage shows how many. 429 and 5xx cost nothing; timeouts and cancelled calls their input. The price per M counts the tokens of priced models alone.",
        ),
      }}
    />
  );
}

/** The calendar month so far, and the forecast of its end. */
export function MonthCard() {
  const { data, error } = useLiveQuery(readOptions("/api/v1/forecast", overviewQueries(useReport()).forecast));
  if (!data) return <StatCard label={t("Month to date")} value="…" notes={[error ? error.message : t("Loading")]} />;
  const { month_end: end, priced_share: priced } = data;
  return (
    <StatCard
      label={t("{month} to date", { month: monthName(data.month) })}
      value={displayUsd(data.month_to_date_usd)}
      notes={[
        end
          ? t("≈ {expected} at the end of the month ({low}–{high} in 4 of 5)", {
              expected: displayUsd(end.expected_usd),
              low: displayUsd(end.interval_80.low_usd),
              high: displayUsd(end.interval_80.high_usd),
            })
          : t("No forecast before three whole days"),
        ...(priced !== null && priced < 1 ? [t("{share} of attempts priced", { share: formatPercent(priced) })] : []),
      ]}
      explain={{
        formula: t("to date + forecast of the days that are left"),
        note: t("{method}. Days and months of {zone}; only priced attempts are in it.", {
          method: data.method,
          zone: data.tz,
        }),
      }}
    />
  );
}

/** "March" of the first day of a month. */
function monthName(first: string): string {
  return new Intl.DateTimeFormat(currentLocale(), { month: "long", timeZone: "UTC" }).format(Date.parse(first));
}
