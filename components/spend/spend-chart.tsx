"use client";

import { inRange } from "@/components/charts/in-range";
import { TimeChart } from "@/components/charts/time-chart";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useReport } from "@/components/shell/use-report";
import { useZoom } from "@/components/shell/use-zoom";
import { describeRange } from "@/components/ui/describe";
import { describeCoverage } from "@/components/ui/describe-coverage";
import { spendOptions } from "@/lib/client/spend";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { displayUsd, UNKNOWN_TEXT } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { prepareSpendBars } from "./prepare-spend-bars";
import { spendBarsTable } from "./spend-bars-table";
import { spendQueries } from "./spend-queries";
import type { useSpend } from "./use-spend";

const HEIGHT = 300;

type SpendChartProps = Pick<ReturnType<typeof useSpend>, "bars" | "groups" | "interval">;

/** Spend per day (or week) of the report zone, stacked by the first grouping. */
export function SpendChart({ bars, groups, interval }: SpendChartProps) {
  const report = useReport();
  const { tz, query } = report;
  const zoom = useZoom();
  const asked = spendQueries(report, groups).bars;
  // What is drawn says what it is of, while the next answer is still on its way.
  const title = t("Spend per {interval, select, week {week} month {month} other {day}} by {group}", {
    interval: bars.data?.interval ?? interval,
    group: t(DIMENSION_NAMES[bars.data?.group_by[0] ?? groups[0] ?? "model"]),
  });
  return (
    <TimeChart
      title={title}
      query={bars}
      height={HEIGHT}
      subtitle={(data) =>
        t("{range} · {interval, select, week {weeks} other {days}} in {zone} · {cost} · {coverage}", {
          range: describeRange(data, tz),
          interval,
          zone: tz,
          cost: displayUsd(data.total.cost_usd),
          coverage: describeCoverage(data.total),
        })
      }
      explain={{
        formula: t(
          "Σ cost of the attempts that started in the {interval, select, week {week} other {day}}, and of its usage records",
          { interval },
        ),
        note: t(
          "Days are those of the report zone, 23 to 25 hours long where clocks change. One that is not over, or is cut by the window, is hatched.",
        ),
      }}
      isEmpty={(data) => data.rows.every(({ cost_usd }) => cost_usd === null)}
      emptyHint={
        bars.data?.total.attempts === 0 ? (
          <EmptyHint />
        ) : (
          t("No attempt in this window has a price: see the list of unpriced models below.")
        )
      }
      table={spendBarsTable}
      draws="bars"
      plot={prepareSpendBars}
      label={title}
      zone={tz}
      formatValue={dollars}
      daily={() => true}
      totalLabel={t("Total")}
      zoom={zoom}
      marks={query}
      before={{
        ask: (range) => spendOptions(inRange(asked, range)),
        isByDate: true,
      }}
    />
  );
}

function dollars(value: number | null): string {
  return value === null ? UNKNOWN_TEXT : displayUsd(value.toFixed(9));
}
