"use client";

import { type RegionStats, useByRegion } from "@/components/charts/use-by-region";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeMethod, describeNoData, describeRange } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { PercentileCell } from "@/components/ui/percentile-cell";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import { formatCount, formatPercent, formatRate } from "@/lib/domain/format";
import { message, t } from "@/lib/messages/translate";

const COLUMNS: DataColumn<RegionStats>[] = [
  { id: "region", header: message("Region"), value: (row) => row.region },
  {
    id: "attempts",
    header: message("Attempts"),
    numeric: true,
    value: ({ stats }) => stats.total.attempts,
    cell: ({ stats }) => formatCount(stats.total.attempts),
  },
  {
    id: "errors",
    header: message("Error rate"),
    numeric: true,
    value: ({ stats }) => stats.total.error_rate,
    cell: ({ stats }) => formatPercent(stats.total.error_rate),
  },
  {
    id: "ttft",
    header: message("TTFT p95"),
    numeric: true,
    value: ({ stats }) => stats.total.ttft_ms.p95,
    cell: ({ stats }) => <PercentileCell percentiles={stats.total.ttft_ms} wanted="p95" />,
  },
  {
    id: "p50",
    header: message("Duration p50"),
    numeric: true,
    value: ({ stats }) => stats.total.duration_ms.p50,
    cell: ({ stats }) => <PercentileCell percentiles={stats.total.duration_ms} wanted="p50" />,
  },
  {
    id: "p99",
    header: message("Duration p99"),
    numeric: true,
    value: ({ stats }) => stats.total.duration_ms.p99,
    cell: ({ stats }) => <PercentileCell percentiles={stats.total.duration_ms} wanted="p99" />,
  },
  {
    id: "rate",
    header: message("Output rate"),
    hint: message("median"),
    numeric: true,
    value: ({ stats }) => stats.total.output_tokens_per_s.p50,
    cell: ({ stats }) => formatRate(stats.total.output_tokens_per_s.p50),
  },
  usdColumn({ id: "cost", header: message("Spend"), of: ({ stats }) => stats.total.cost_usd }),
];

/** One model, region by region. */
export function RegionTable({ model }: { model: string }) {
  const { tz } = useReport();
  const regions = useByRegion([model]);
  const rows = regions.data?.filter(({ stats }) => stats.total.attempts > 0);
  const first = rows?.[0];
  return (
    <Panel
      title={t("Regions")}
      subtitle={
        first
          ? t("{range} · percentiles {method}", {
              range: describeRange(first.stats, tz),
              method: describeMethod(first.stats.method),
            })
          : rows
            ? t("None")
            : describeNoData(regions.error)
      }
    >
      {rows === undefined ? (
        regions.error ? (
          <FailedBox error={regions.error} onRetry={regions.refetch} height={140} />
        ) : (
          <Skeleton height={140} />
        )
      ) : rows.length === 0 ? (
        <EmptyBox title={t("No traffic in any region")} hint={<EmptyHint />} />
      ) : (
        <DataTable
          caption={t("{model} by region", { model })}
          columns={COLUMNS}
          rows={rows}
          rowKey={(row) => row.region}
          sortBy={{ id: "attempts", desc: true }}
        />
      )}
    </Panel>
  );
}
