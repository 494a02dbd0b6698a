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
import { t } from "@/lib/messages/translate";
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
      if (!like || like[metric].n === 0) return t("no samples");
      return like[metric].bands[quantile][1] === null
        ? t("too few samples: needs {needed} independent", { needed: formatWhole(samplesNeeded(SHARE_OF[quantile])) })
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
    label: t("Samples"),
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
export const compareSections = (): CompareSection[] => [
  {
    title: t("Traffic as served"),
    rows: [
      {
        label: t("Requests"),
        value: ({ stats }) => formatCount(stats.requests),
        under: ({ stats }) =>
          t("{attempts} attempts, {failed} of {counted} failed", {
            attempts: formatCount(stats.attempts),
            failed: formatCount(countFailed(stats.outcomes)),
            counted: formatCount(countJudged(stats.outcomes)),
          }),
        csv: ({ stats }) => stats.requests,
      },
      {
        label: t("Error mix"),
        value: ({ stats }) => (
          <OutcomeMix outcomes={stats.outcomes} label={t("Error mix of {model}", { model: stats.model })} />
        ),
        csv: ({ stats }) => countFailed(stats.outcomes),
      },
      {
        label: t("Uptime"),
        value: ({ stats }) => formatUptime(stats.uptime.requests, 3),
        under: () => t("of requests"),
        csv: ({ stats }) => stats.uptime.requests,
      },
      {
        label: t("Uptime, minutes"),
        value: (column) => formatUptime(minutesOf(column)?.minutes, 3),
        under: describeCoverage,
        csv: (column) => minutesOf(column)?.minutes ?? null,
      },
      {
        label: t("Spend"),
        value: ({ stats }) => displayUsd(stats.cost_usd),
        under: ({ stats }) => t("{share} priced", { share: formatPercent(stats.priced_share, 1) }),
        csv: ({ stats }) => stats.cost_usd,
      },
      {
        label: t("$/1k requests"),
        value: ({ stats }) => perThousandRequests(stats),
        csv: ({ stats }) => perThousandRequests(stats),
      },
      {
        label: t("Cache hit"),
        value: ({ stats }) => formatPercent(cacheHit(stats), 1),
        under: () => t("of input tokens"),
        csv: ({ stats }) => cacheHit(stats),
      },
    ],
  },
  {
    title: t("Reliability"),
    rows: [
      share(t("Error rate"), ({ error_rate }) => error_rate, true),
      share(t("429s"), ({ rate_limited }) => rate_limited),
    ],
  },
  {
    title: t("Time to first token"),
    rows: [...percentiles("TTFT", "ttft_ms", formatMs, "ttftP99Ms"), samples("ttft_ms")],
  },
  {
    title: t("Whole request"),
    rows: [...percentiles(t("Duration"), "duration_ms", formatMs, "durationP99Ms"), samples("duration_ms")],
  },
  { title: t("Throughput"), rows: percentiles(t("Output rate"), "output_tokens_per_s", formatRate) },
  {
    title: t("Quality"),
    rows: [
      {
        label: t("Mean score"),
        value: ({ like }) => like?.quality?.mean.toFixed(3) ?? t("no scores"),
        under: ({ like }) => describeQuality(like),
        csv: ({ like }) => like?.quality?.mean ?? null,
      },
    ],
  },
  {
    title: t("Cost"),
    rows: [
      {
        label: t("Effective $/M output"),
        value: ({ stats, like }) =>
          stats.cost_usd === null ? t("unpriced") : displayUsd(like?.usd_per_m_output?.value ?? null),
        under: ({ like }) => moneyBand(like),
        csv: ({ like }) => like?.usd_per_m_output?.value ?? null,
      },
      {
        label: t("List $/M output"),
        value: ({ stats }) => displayUsd(listUsdPerMOutput(stats.model)),
        csv: ({ stats }) => listUsdPerMOutput(stats.model),
      },
      {
        label: t("Blended $/M"),
        value: ({ stats }) => displayUsd(stats.usd_per_m_blended),
        under: () => t("as served"),
        csv: ({ stats }) => stats.usd_per_m_blended,
      },
    ],
  },
];

/** Uptime by minutes; where filters leave only a part of a model's traffic, of which minutes are not judged, that of all of it. */
function minutesOf({ stats, like }: FilledColumn) {
  return stats.uptime.coverage === null ? (like?.uptime ?? null) : stats.uptime;
}

function describeCoverage(column: FilledColumn): string {
  const own = minutesOf(column);
  if (own === null) return "";
  const coverage = formatPercent(own.coverage, 0);
  return own === column.stats.uptime
    ? t("coverage {coverage}", { coverage })
    : t("of all tiers, apps and labels, coverage {coverage}", { coverage });
}

function describeQuality(like: ComparedModel | null): string {
  const quality = like?.quality;
  if (!quality) return "";
  const { metric, n, low, high } = quality;
  const scores = t("{metric}, {n} scores", { metric, n: formatCount(n) });
  return low === null || high === null ? scores : `${scores}, ${low.toFixed(3)} – ${high.toFixed(3)}`;
}

function moneyBand(like: ComparedModel | null): string {
  const money = like?.usd_per_m_output;
  if (!money) return "";
  return money.low === null || money.high === null
    ? t("too little time for an interval")
    : `${displayUsd(money.low)} – ${displayUsd(money.high)}`;
}

function perThousandRequests({ cost_usd, requests, attempts, priced_share }: ModelStats): string {
  const picoUsd = cost_usd === null ? null : parseUsd(cost_usd);
  const priced = attempts * (priced_share ?? 0);
  return displayPicoUsd(usdPerThousandRequests({ picoUsd, attempts, priced }, requests));
}

function cacheHit({ tokens }: ModelStats): number | null {
  return tokens.cached_input === null || !tokens.input ? null : tokens.cached_input / tokens.input;
}
