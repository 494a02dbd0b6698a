"use client";

import { useMemo } from "react";
import { OutcomeMix } from "@/components/charts/outcome-mix";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { shortBand } from "@/components/ui/say";
import classes from "@/components/ui/ui.module.css";
import type { ModelStats, Percentiles } from "@/lib/contract/stats";
import { CATALOGUE } from "@/lib/domain/catalogue";
import { displayUsd, formatCount, formatMs, formatPercent, formatRate, formatUptime } from "@/lib/domain/format";

/** Every figure of the picked models side by side, each percentile with its band. */
export function CompareTable({ rows }: { rows: ModelStats[] }) {
  const carry = useCarriedHref();
  const columns = useMemo(() => columnsOf(carry), [carry]);
  return (
    <DataTable
      caption="Comparison of the picked models"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.model}
      sortBy={{ id: "requests", desc: true }}
    />
  );
}

const QUANTILES = ["p50", "p95", "p99"] as const;
type Metric = "ttft_ms" | "duration_ms" | "output_tokens_per_s";

function percentileColumn(
  id: string,
  header: string,
  metric: Metric,
  quantile: (typeof QUANTILES)[number],
  format: (value: number | null) => string,
): DataColumn<ModelStats> {
  const of = (row: ModelStats): Percentiles => row[metric];
  return {
    id,
    header,
    numeric: true,
    value: (row) => of(row)[quantile],
    cell: (row) => (
      <>
        {format(of(row)[quantile])}
        <span className={classes.sub}>
          {of(row).n === 0 ? "no samples" : shortBand(of(row).bands[quantile], format)}
        </span>
      </>
    ),
  };
}

function columnsOf(carry: (href: string) => string): DataColumn<ModelStats>[] {
  return [
    {
      id: "model",
      header: "Model",
      value: (row) => row.model,
      cell: ({ model }) => <ModelName model={model} href={carry(modelHref(model))} />,
    },
    {
      id: "requests",
      header: "Requests",
      numeric: true,
      value: (row) => row.requests,
      cell: (row) => (
        <>
          {formatCount(row.requests)}
          <span className={classes.sub}>{formatCount(row.attempts)} attempts</span>
        </>
      ),
    },
    ...QUANTILES.map((q) => percentileColumn(`ttft ${q}`, `TTFT ${q}`, "ttft_ms", q, formatMs)),
    ...QUANTILES.map((q) => percentileColumn(`duration ${q}`, `Duration ${q}`, "duration_ms", q, formatMs)),
    percentileColumn("rate", "Output rate p50", "output_tokens_per_s", "p50", formatRate),
    {
      id: "errors",
      header: "Error rate",
      numeric: true,
      value: (row) => row.error_rate,
      cell: (row) => formatPercent(row.error_rate),
    },
    {
      id: "mix",
      header: "Error mix",
      sortable: false,
      value: () => null,
      cell: (row) => <OutcomeMix outcomes={row.outcomes} label={`Error mix of ${row.model}`} />,
    },
    {
      id: "uptime",
      header: "Uptime",
      hint: "requests",
      numeric: true,
      value: (row) => row.uptime.requests,
      cell: (row) => (
        <>
          {formatUptime(row.uptime.requests, 3)}
          <span className={classes.sub}>{formatUptime(row.uptime.minutes, 3)} of minutes</span>
        </>
      ),
    },
    {
      id: "perM",
      header: "$/M output",
      hint: "effective",
      numeric: true,
      value: (row) => (row.usd_per_m_output === null ? null : Number(row.usd_per_m_output)),
      cell: (row) => (
        <>
          {row.usd_per_m_output === null ? "unpriced" : displayUsd(row.usd_per_m_output)}
          <span className={classes.sub}>{listPrice(row.model)}</span>
        </>
      ),
    },
    {
      id: "perK",
      header: "$/1k requests",
      numeric: true,
      value: perThousandRequests,
      cell: (row) => displayUsd(perThousandRequests(row)?.toFixed(6) ?? null),
    },
    {
      id: "cache",
      header: "Cache hit",
      hint: "of input tokens",
      numeric: true,
      value: cacheHit,
      cell: (row) => formatPercent(cacheHit(row), 1),
    },
  ];
}

function listPrice(model: string): string {
  const price = CATALOGUE.find(({ id }) => id === model)?.price;
  return price ? `list ${displayUsd(price.outputUsdPerMillion)}` : "no list price";
}

function perThousandRequests({ cost_usd, requests }: ModelStats): number | null {
  return cost_usd === null || requests === 0 ? null : (Number(cost_usd) / requests) * 1000;
}

function cacheHit({ tokens }: ModelStats): number | null {
  return tokens.cached_input === null || !tokens.input ? null : tokens.cached_input / tokens.input;
}
