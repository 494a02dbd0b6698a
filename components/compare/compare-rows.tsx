import type { ReactNode } from "react";
import { OutcomeMix } from "@/components/charts/outcome-mix";
import type { Cell } from "@/components/ui/csv";
import { shortBand } from "@/components/ui/describe";
import type { Tone } from "@/components/ui/tone";
import type { ComparedModel, ComparedShare } from "@/lib/contract/comparison";
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
import { type CompareTargets, toneAgainst, toneOfShare } from "./targets-of";

/** One value of a model beside the others', with what stands under it and how it is against its limit. */
type CompareRow = {
  label: string;
  value: (column: FilledColumn) => ReactNode;
  under?: (column: FilledColumn) => string;
  tone?: (column: FilledColumn, targets: CompareTargets) => Tone;
  /** What a file holds of it. */
  csv: (column: FilledColumn) => Cell;
};
export type CompareSection = { title: string; rows: CompareRow[] };
/** A column that has figures of its own traffic; those like for like may be on their way. */
type FilledColumn = { stats: ModelStats; like: ComparedModel | null };

const QUANTILES = ["p50", "p95", "p99"] as const;
type Format = (value: number | null) => string;
type Metric = "ttft_ms" | "duration_ms" | "output_tokens_per_s";

function percentiles(name: string, metric: Metric, format: Format, limit?: keyof CompareTargets): CompareRow[] {
  const asked = metric === "output_tokens_per_s" ? (["p50"] as const) : QUANTILES;
  return asked.map((quantile) => ({
    label: `${name} ${quantile}`,
    value: ({ like }) => format(like?.[metric][quantile] ?? null),
    under: ({ like }) => {
      if (!like || like[metric].n === 0) return "no samples";
      return like[metric].bands[quantile][1] === null
        ? `too few samples: needs ${formatWhole(samplesNeeded(SHARE_OF[quantile]))} independent`
        : shortBand(like[metric].bands[quantile], format);
    },
    ...(limit &&
      quantile === "p99" && {
        tone: ({ like }, targets) => {
          const [low, high] = like?.[metric].bands.p99 ?? [null, null];
          return toneAgainst({ value: like?.[metric].p99 ?? null, low, high }, Number(targets[limit]));
        },
      }),
    csv: ({ like }) => like?.[metric][quantile] ?? null,
  }));
}

function samples(metric: "ttft_ms" | "duration_ms"): CompareRow {
  return {
    label: "Samples",
    value: ({ like }) => formatCount(like?.[metric].n),
    csv: ({ like }) => like?.[metric].n ?? null,
  };
}

function share(label: string, of: (like: ComparedModel) => ComparedShare | null, hasLimit = false): CompareRow {
  const found = ({ like }: FilledColumn) => (like ? of(like) : null);
  return {
    label,
    value: (column) => formatPercent(found(column)?.value),
    under: (column) => {
      const own = found(column);
      return own === null ? "" : shortBand([own.low, own.high], formatPercent);
    },
    ...(hasLimit && {
      tone: (column: FilledColumn, { errorRate }: CompareTargets) => toneOfShare(found(column), errorRate),
    }),
    csv: (column) => found(column)?.value ?? null,
  };
}

/** What stands beside each other, in the order an architect asks. */
export const COMPARE_SECTIONS: CompareSection[] = [
  {
    title: "Traffic as served",
    rows: [
      {
        label: "Requests",
        value: ({ stats }) => formatCount(stats.requests),
        under: ({ stats }) => `${formatCount(stats.attempts)} attempts, ${failedOf(stats)} failed`,
        csv: ({ stats }) => stats.requests,
      },
      {
        label: "Error mix",
        value: ({ stats }) => <OutcomeMix outcomes={stats.outcomes} label={`Error mix of ${stats.model}`} />,
        csv: ({ stats }) => countFailed(stats.outcomes),
      },
      {
        label: "Uptime",
        value: ({ stats }) => formatUptime(stats.uptime.requests, 3),
        under: () => "of requests",
        csv: ({ stats }) => stats.uptime.requests,
      },
      {
        label: "Uptime, minutes",
        value: ({ stats }) => formatUptime(stats.uptime.minutes, 3),
        under: ({ stats }) => `coverage ${formatPercent(stats.uptime.coverage, 0)}`,
        csv: ({ stats }) => stats.uptime.minutes,
      },
      {
        label: "Spend",
        value: ({ stats }) => displayUsd(stats.cost_usd),
        under: ({ stats }) => `${formatPercent(stats.priced_share, 1)} priced`,
        csv: ({ stats }) => stats.cost_usd,
      },
      {
        label: "$/1k requests",
        value: ({ stats }) => perThousandRequests(stats),
        csv: ({ stats }) => perThousandRequests(stats),
      },
      {
        label: "Cache hit",
        value: ({ stats }) => formatPercent(cacheHit(stats), 1),
        under: () => "of input tokens",
        csv: ({ stats }) => cacheHit(stats),
      },
    ],
  },
  {
    title: "Reliability",
    rows: [
      share("Error rate", ({ error_rate }) => error_rate, true),
      share("429s", ({ rate_limited }) => rate_limited),
    ],
  },
  {
    title: "Time to first token",
    rows: [...percentiles("TTFT", "ttft_ms", formatMs, "ttftP99Ms"), samples("ttft_ms")],
  },
  {
    title: "Whole request",
    rows: [...percentiles("Duration", "duration_ms", formatMs, "durationP99Ms"), samples("duration_ms")],
  },
  { title: "Throughput", rows: percentiles("Output rate", "output_tokens_per_s", formatRate) },
  {
    title: "Quality",
    rows: [
      {
        label: "Mean score",
        value: ({ like }) => like?.quality?.mean.toFixed(3) ?? "no scores",
        under: ({ like }) => describeQuality(like),
        csv: ({ like }) => like?.quality?.mean ?? null,
      },
    ],
  },
  {
    title: "Cost",
    rows: [
      {
        label: "Effective $/M output",
        value: ({ stats, like }) =>
          stats.cost_usd === null ? "unpriced" : displayUsd(like?.usd_per_m_output?.value ?? null),
        under: ({ like }) => moneyBand(like),
        csv: ({ like }) => like?.usd_per_m_output?.value ?? null,
      },
      {
        label: "List $/M output",
        value: ({ stats }) => displayUsd(listUsdPerMOutput(stats.model)),
        csv: ({ stats }) => listUsdPerMOutput(stats.model),
      },
      {
        label: "Blended $/M",
        value: ({ stats }) => displayUsd(stats.usd_per_m_blended),
        under: () => "as served",
        csv: ({ stats }) => stats.usd_per_m_blended,
      },
    ],
  },
];

function describeQuality(like: ComparedModel | null): string {
  const quality = like?.quality;
  if (!quality) return "";
  const { metric, n, low, high } = quality;
  const interval = low === null || high === null ? "" : `, ${low.toFixed(3)} – ${high.toFixed(3)}`;
  return `${metric}, ${formatCount(n)} scores${interval}`;
}

function moneyBand(like: ComparedModel | null): string {
  const money = like?.usd_per_m_output;
  if (!money) return "";
  return money.low === null || money.high === null
    ? "too little time for an interval"
    : `${displayUsd(money.low)} – ${displayUsd(money.high)}`;
}

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
