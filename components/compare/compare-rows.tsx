import type { ReactNode } from "react";
import { OutcomeMix } from "@/components/charts/outcome-mix";
import { shortBand } from "@/components/ui/describe";
import type { ModelStats } from "@/lib/contract/stats";
import { listUsdPerMOutput } from "@/lib/domain/catalogue/list-price";
import {
  displayPicoUsd,
  displayUsd,
  formatCount,
  formatMs,
  formatPercent,
  formatRate,
  formatUptime,
  formatWhole,
} from "@/lib/domain/format";
import { countFailed, countJudged } from "@/lib/domain/outcome";
import { usdPerThousandRequests } from "@/lib/domain/pricing/unit-costs";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { SHARE_OF, samplesNeeded } from "@/lib/domain/sketch/summary";

type CompareRow = { label: string; value: (row: ModelStats) => ReactNode; under?: (row: ModelStats) => string };
export type CompareSection = { title: string; rows: CompareRow[] };

const QUANTILES = ["p50", "p95", "p99"] as const;
type Format = (value: number | null) => string;

function percentiles(
  name: string,
  metric: "ttft_ms" | "duration_ms" | "output_tokens_per_s",
  format: Format,
): CompareRow[] {
  const asked = metric === "output_tokens_per_s" ? (["p50"] as const) : QUANTILES;
  return asked.map((quantile) => ({
    label: `${name} ${quantile}`,
    value: (row) => format(row[metric][quantile]),
    under: (row) => {
      if (row[metric].n === 0) return "no samples";
      return row[metric].bands[quantile][1] === null
        ? `too few samples: needs ${formatWhole(samplesNeeded(SHARE_OF[quantile]))} independent`
        : shortBand(row[metric].bands[quantile], format);
    },
  }));
}

function samples(metric: "ttft_ms" | "duration_ms"): CompareRow {
  return { label: "Samples", value: (row) => formatCount(row[metric].n) };
}

/** What stands beside each other, in the order an architect asks. */
export const COMPARE_SECTIONS: CompareSection[] = [
  {
    title: "Traffic and reliability",
    rows: [
      {
        label: "Requests",
        value: (row) => formatCount(row.requests),
        under: (row) => `${formatCount(row.attempts)} attempts`,
      },
      { label: "Error rate", value: (row) => formatPercent(row.error_rate), under: failedOf },
      {
        label: "Error mix",
        value: (row) => <OutcomeMix outcomes={row.outcomes} label={`Error mix of ${row.model}`} />,
      },
      {
        label: "Uptime",
        value: (row) => formatUptime(row.uptime.requests, 3),
        under: () => "of requests",
      },
      {
        label: "Uptime, minutes",
        value: (row) => formatUptime(row.uptime.minutes, 3),
        under: (row) => `coverage ${formatPercent(row.uptime.coverage, 0)}`,
      },
    ],
  },
  { title: "Time to first token", rows: [...percentiles("TTFT", "ttft_ms", formatMs), samples("ttft_ms")] },
  { title: "Whole request", rows: [...percentiles("Duration", "duration_ms", formatMs), samples("duration_ms")] },
  { title: "Throughput", rows: percentiles("Output rate", "output_tokens_per_s", formatRate) },
  {
    title: "Cost",
    rows: [
      {
        label: "Effective $/M output",
        value: (row) => (row.cost_usd === null ? "unpriced" : displayUsd(row.usd_per_m_output)),
        under: (row) => `list ${displayUsd(listUsdPerMOutput(row.model))}`,
      },
      { label: "Blended $/M", value: (row) => displayUsd(row.usd_per_m_blended) },
      { label: "$/1k requests", value: (row) => perThousandRequests(row) },
      { label: "Cache hit", value: (row) => formatPercent(cacheHit(row), 1), under: () => "of input tokens" },
      {
        label: "Spend",
        value: (row) => displayUsd(row.cost_usd),
        under: (row) => `${formatPercent(row.priced_share, 1)} priced`,
      },
    ],
  },
];

function failedOf({ outcomes }: ModelStats): string {
  return `${formatCount(countFailed(outcomes))} of ${formatCount(countJudged(outcomes))}`;
}

function perThousandRequests({ cost_usd, requests, attempts, priced_share }: ModelStats): string {
  const picoUsd = cost_usd === null ? null : parseUsd(cost_usd);
  const priced = attempts * (priced_share ?? 0);
  return displayPicoUsd(usdPerThousandRequests({ picoUsd, attempts, priced }, requests));
}

function cacheHit({ tokens }: ModelStats): number | null {
  return tokens.cached_input === null || !tokens.input ? null : tokens.cached_input / tokens.input;
}
