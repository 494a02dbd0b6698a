"use client";

import { OutcomeMix } from "@/components/charts/outcome-mix";
import {
  describeDelta,
  describePercentileDelta,
  describePoints,
  describeSpendDelta,
} from "@/components/periods/describe-delta";
import { useStatsBefore } from "@/components/periods/use-stats-before";
import { EmptyHint } from "@/components/shell/empty-hint";
import type { ReportQuery } from "@/components/shell/report-params";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { describeCount } from "@/components/ui/describe";
import { describeCoverage } from "@/components/ui/describe-coverage";
import { boundedPercentile, describeEvidence, describeReplacement } from "@/components/ui/describe-percentile";
import { Skeleton } from "@/components/ui/skeleton";
import { StatCard, StatRow } from "@/components/ui/stat-card";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Percentiles, StatsModels } from "@/lib/contract/stats";
import { displayUsd, formatCount, formatMs, formatPercent, formatRate, formatUptime } from "@/lib/domain/format";
import { countFailed, countJudged } from "@/lib/domain/outcome";
import type { Percentile } from "@/lib/domain/sketch/summary";
import { t } from "@/lib/messages/translate";
import { useModelQuery } from "./use-model-query";

/** The numbers of one model in the window. */
export function ModelStats({ model }: { model: string }) {
  const query = useModelQuery(model);
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", { ...query, by: "model" }));
  if (stats.data === undefined) {
    if (stats.error) return <FailedBox error={stats.error} onRetry={() => stats.refetch()} height={118} />;
    return <Skeleton height={118} apart />;
  }
  if (stats.data.total.attempts === 0) {
    return (
      <EmptyBox
        title={t("No attempts of {model} in this window", { model })}
        hint={
          <>
            <EmptyHint /> {t("Write the name exactly as in the logs.")}
          </>
        }
        height={118}
      />
    );
  }
  return <ModelCards query={query} stats={stats.data} isPlaceholderData={stats.isPlaceholderData} />;
}

type ModelCardsProps = { query: ReportQuery; stats: StatsModels; isPlaceholderData: boolean };

function ModelCards({ query, stats, isPlaceholderData }: ModelCardsProps) {
  const { total } = stats;
  const { rate_limited, server_error, timeout } = total.outcomes;
  const { total: before, period, why } = useStatsBefore(query, { data: stats, isPlaceholderData });
  const percentileDelta = (metric: "ttft_ms" | "duration_ms", wanted: Percentile) => {
    const shown = boundedPercentile(total[metric], wanted);
    const of = (percentiles: Percentiles) => ({ value: percentiles[shown], band: percentiles.bands[shown] });
    return before && describePercentileDelta(of(total[metric]), of(before[metric]), period);
  };
  return (
    <StatRow>
      <StatCard
        label={t("Attempts")}
        value={formatCount(total.attempts)}
        notes={[
          why ?? describeDelta(total.attempts, before?.attempts, period),
          t("{requests} requests ended here", { requests: formatCount(total.requests) }),
          <OutcomeMix key="mix" outcomes={total.outcomes} label={t("Error mix")} />,
        ]}
      />
      <StatCard
        label={t("Error rate")}
        value={formatPercent(total.error_rate)}
        notes={[
          describePoints(total.error_rate, before?.error_rate, period),
          t("{failed} of {counted} counted", {
            failed: formatCount(countFailed(total.outcomes)),
            counted: formatCount(countJudged(total.outcomes)),
          }),
          t("{rateLimited} rate limited · {serverError} server · {timeout} timeout", {
            rateLimited: formatCount(rate_limited),
            serverError: formatCount(server_error),
            timeout: formatCount(timeout),
          }),
        ]}
        explain={{
          formula: t("failures ÷ (ok + failures)"),
          note: t("Client errors and cancelled calls count in neither."),
        }}
      />
      <StatCard
        label={t("Uptime")}
        value={formatUptime(total.uptime.requests, 3)}
        notes={[
          describePoints(total.uptime.requests, before?.uptime.requests, period),
          t("{minutes} of minutes, coverage {coverage}", {
            minutes: formatUptime(total.uptime.minutes, 3),
            coverage: formatPercent(total.uptime.coverage, 0),
          }),
        ]}
        explain={{
          formula: t("1 − error rate; minutes: 1 − down ÷ measured"),
          note: t("Rounded down: 99.997 % is never shown as 100 %."),
        }}
      />
      <StatCard
        label={t("TTFT p95")}
        value={formatMs(total.ttft_ms[boundedPercentile(total.ttft_ms, "p95")])}
        notes={
          total.ttft_ms.n === 0
            ? [t("No TTFT samples")]
            : [percentileDelta("ttft_ms", "p95"), ...percentileNotes(total.ttft_ms, "p95")]
        }
      />
      <StatCard
        label={t("Duration p99")}
        value={formatMs(total.duration_ms[boundedPercentile(total.duration_ms, "p99")])}
        notes={[percentileDelta("duration_ms", "p99"), ...percentileNotes(total.duration_ms, "p99")]}
      />
      <StatCard
        label={t("Output rate")}
        value={formatRate(total.output_tokens_per_s.p50)}
        notes={[
          t("median"),
          describeDelta(total.output_tokens_per_s.p50, before?.output_tokens_per_s.p50, period),
          describeCount(total.output_tokens_per_s.n, t("answers")),
        ]}
        explain={{
          formula: t("output tokens ÷ (duration − TTFT)"),
          note: t("For answers that were not streamed: ÷ duration."),
        }}
      />
      <StatCard
        label={t("Spend")}
        value={displayUsd(total.cost_usd)}
        notes={[
          before && describeSpendDelta(total, before, period),
          t("{price} per M output, input included", { price: displayUsd(total.usd_per_m_output) }),
          describeCoverage(total),
        ]}
      />
    </StatRow>
  );
}

function percentileNotes(percentiles: Percentiles, wanted: Percentile): string[] {
  const replacement = describeReplacement(percentiles, wanted);
  return [
    ...(replacement === null ? [] : [replacement]),
    describeEvidence(percentiles, boundedPercentile(percentiles, wanted)),
  ];
}
