"use client";

import { type ReactNode, useMemo } from "react";
import { prepareGroups } from "@/components/charts/prepare-time-plot";
import { Sparkline } from "@/components/charts/sparkline";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeMethod, describeNoData, describeRange } from "@/components/ui/describe";
import { modelColor } from "@/components/ui/model-color";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { PercentileCell } from "@/components/ui/percentile-cell";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import { readOptions } from "@/lib/client/read-options";
import type { ModelStats, StatsModels } from "@/lib/contract/stats";
import { formatCount, formatMs, formatPercent, formatRate } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./overview.module.css";
import { overviewQueries } from "./overview-queries";

/** As high as a line of the text that other cells have there. */
const SPARK = { width: 56, height: 15 };

type Trends = Map<string, (number | null)[]>;

/** Every model of the window in one sortable table, with its trends. */
export function ModelTable() {
  const { query, tz } = useReport();
  const queries = overviewQueries({ query, tz });
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", queries.stats));
  const requests = useLiveQuery(readOptions("/api/v1/stats/series", queries.requestTrend));
  const duration = useLiveQuery(readOptions("/api/v1/stats/series", queries.durationTrend));
  const carry = useCarriedHref();
  const columns = useMemo(
    () => columnsOf(carry, stats.data, trendsOf(requests.data), trendsOf(duration.data)),
    [carry, stats.data, requests.data, duration.data],
  );

  if (!stats.data) {
    return (
      <Panel title={t("Models")} subtitle={describeNoData(stats.error)}>
        {stats.error ? (
          <FailedBox error={stats.error} onRetry={() => stats.refetch()} height={240} />
        ) : (
          <Skeleton height={320} />
        )}
      </Panel>
    );
  }
  const { models, method } = stats.data;
  return (
    <Panel
      title={t("Models")}
      subtitle={t("{range} · percentiles {method} · successful attempts only", {
        range: describeRange(stats.data, tz),
        method: describeMethod(method),
      })}
    >
      {models.length === 0 ? (
        <EmptyBox title={t("No traffic in this window")} hint={<EmptyHint />} />
      ) : (
        <DataTable
          caption={t("Models in the window")}
          columns={columns}
          rows={models}
          rowKey={(row) => row.model}
          sortBy={{ id: "requests", desc: true }}
          totals
        />
      )}
    </Panel>
  );
}

function trendsOf(series: Parameters<typeof prepareGroups>[0] | undefined): Trends {
  if (!series) return new Map();
  const { rows, lines, from } = prepareGroups(series, "p95");
  // A bucket that the window cuts holds less than the others, which would look like a fall.
  const settled = rows.filter((row) => !row.filling && row.at >= from);
  return new Map(lines.map(({ key }) => [key, settled.map((row) => row.values[key] ?? null)]));
}

function columnsOf(
  carry: (href: string) => string,
  stats: StatsModels | undefined,
  requests: Trends,
  duration: Trends,
): DataColumn<ModelStats>[] {
  const total = stats?.total;
  const trend = (trends: Trends, model: string, what: string) => (
    <Sparkline
      values={trends.get(model) ?? []}
      color={modelColor(model)}
      label={t("{what} of {model} over the window", { what, model })}
      {...SPARK}
    />
  );
  return [
    {
      id: "model",
      header: t("Model"),
      value: (row) => row.model,
      cell: ({ model }) => <ModelName model={model} href={carry(modelHref(model))} />,
      total: t("All models"),
    },
    {
      id: "requests",
      header: t("Requests"),
      numeric: true,
      value: (row) => row.requests,
      cell: (row) => withTrend(formatCount(row.requests), trend(requests, row.model, t("Requests"))),
      total: formatCount(total?.requests),
    },
    {
      id: "errors",
      header: t("Error rate"),
      hint: t("of attempts"),
      numeric: true,
      value: (row) => row.error_rate,
      cell: (row) => formatPercent(row.error_rate),
      total: formatPercent(total?.error_rate),
    },
    usdColumn({ id: "cost", header: t("Spend"), of: (row) => row.cost_usd, total: total?.cost_usd ?? null }),
    usdColumn({
      ...{ id: "perM", header: t("$/M output"), hint: t("effective") },
      of: (row) => row.usd_per_m_output,
      total: total?.usd_per_m_output ?? null,
    }),
    {
      id: "ttft",
      header: "TTFT p95",
      numeric: true,
      value: (row) => row.ttft_ms.p95,
      cell: (row) => <PercentileCell percentiles={row.ttft_ms} wanted="p95" />,
      total: formatMs(total?.ttft_ms.p95),
    },
    {
      id: "p50",
      header: t("Duration p50"),
      numeric: true,
      value: (row) => row.duration_ms.p50,
      cell: (row) => formatMs(row.duration_ms.p50),
      total: formatMs(total?.duration_ms.p50),
    },
    {
      id: "p95",
      header: t("Duration p95"),
      numeric: true,
      value: (row) => row.duration_ms.p95,
      cell: (row) => <PercentileCell percentiles={row.duration_ms} wanted="p95" />,
      total: formatMs(total?.duration_ms.p95),
    },
    {
      id: "p99",
      header: t("Duration p99"),
      numeric: true,
      value: (row) => row.duration_ms.p99,
      cell: (row) => <PercentileCell percentiles={row.duration_ms} wanted="p99" />,
      total: formatMs(total?.duration_ms.p99),
    },
    {
      id: "rate",
      header: t("Output rate"),
      hint: t("median"),
      numeric: true,
      value: (row) => row.output_tokens_per_s.p50,
      cell: (row) => formatRate(row.output_tokens_per_s.p50),
      total: formatRate(total?.output_tokens_per_s.p50),
    },
    {
      id: "p95trend",
      header: "p95",
      hint: t("over time"),
      sortable: false,
      value: () => null,
      cell: ({ model }) => trend(duration, model, t("Duration p95")),
    },
  ];
}

/** A number with its course below, as bands stand below percentiles. */
function withTrend(value: string, trend: ReactNode) {
  return (
    <span className={classes.trended}>
      {value}
      {trend}
    </span>
  );
}
