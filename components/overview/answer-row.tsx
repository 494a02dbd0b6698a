"use client";

import { describePercentileDelta, describePoints } from "@/components/periods/describe-delta";
import { type StatsBefore, useStatsBefore } from "@/components/periods/use-stats-before";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeBand, describeCount, describeMethod } from "@/components/ui/describe";
import { boundedPercentile, describeReplacement } from "@/components/ui/describe-percentile";
import { Skeleton } from "@/components/ui/skeleton";
import { StatCard, StatRow } from "@/components/ui/stat-card";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Percentiles, StatsModels } from "@/lib/contract/stats";
import { formatCount, formatMs, formatUptime } from "@/lib/domain/format";
import { countFailed, countJudged } from "@/lib/domain/outcome";
import { FailoverCard } from "./failover-card";
import { overviewQueries } from "./overview-queries";
import { MonthCard, WindowSpendCard } from "./spend-cards";

/** One row of answers: who was served, how fast, at what cost, and what is avoided now. */
export function AnswerRow() {
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", overviewQueries(useReport()).stats));
  if (stats.data === undefined) {
    if (stats.error)
      return <FailedBox error={stats.error} onRetry={() => stats.refetch()} retrying={stats.isFetching} />;
    return <Skeleton height={118} apart />;
  }
  return <Answers stats={stats.data} isPlaceholderData={stats.isPlaceholderData} />;
}

function Answers({ stats, isPlaceholderData }: { stats: StatsModels; isPlaceholderData: boolean }) {
  const { total, method } = stats;
  const before = useStatsBefore(useReport().query, { data: stats, isPlaceholderData });
  return (
    <StatRow>
      <SuccessCard stats={stats} before={before} />
      <LatencyCard
        label="TTFT p95"
        metric="ttft_ms"
        quantile="p95"
        percentiles={total.ttft_ms}
        {...{ method, before }}
      />
      <LatencyCard
        label="Duration p99"
        metric="duration_ms"
        quantile="p99"
        percentiles={total.duration_ms}
        {...{ method, before }}
      />
      <WindowSpendCard total={total} before={before} />
      <MonthCard />
      <FailoverCard />
    </StatRow>
  );
}

function SuccessCard({ stats, before }: { stats: StatsModels; before: StatsBefore }) {
  const { total, rate_limited_counts } = stats;
  return (
    <StatCard
      label="User success"
      value={formatUptime(total.user_success)}
      notes={[
        before.why ?? describePoints(total.user_success, before.total?.user_success, before.period),
        `${describeCount(total.requests, "requests")}, after failover`,
        `Providers ${formatUptime(total.error_rate === null ? null : 1 - total.error_rate)}: ${formatCount(countFailed(total.outcomes))} of ${formatCount(countJudged(total.outcomes))} attempts failed`,
      ]}
      explain={{
        formula: "users: final attempts ok ÷ (ok + failed) · providers: all attempts ok ÷ (ok + failed)",
        note: `What callers saw against what upstreams did; the difference is what fallbacks rescued. Failures are 5xx, timeouts and ${rate_limited_counts ? "429" : "not 429"}; cancelled calls and client errors count in neither.`,
      }}
    />
  );
}

type LatencyCardProps = {
  label: string;
  metric: "ttft_ms" | "duration_ms";
  quantile: "p95" | "p99";
  percentiles: Percentiles;
  method: StatsModels["method"];
  before: StatsBefore;
};

function LatencyCard({ label, metric, quantile, percentiles, method, before }: LatencyCardProps) {
  const samples = metric === "ttft_ms" ? "streamed answers" : "answers";
  const shown = boundedPercentile(percentiles, quantile);
  const replacement = describeReplacement(percentiles, quantile);
  const earlier = before.total?.[metric];
  const delta =
    earlier &&
    describePercentileDelta(
      { value: percentiles[shown], band: percentiles.bands[shown] },
      { value: earlier[shown], band: earlier.bands[shown] },
      before.period,
    );
  return (
    <StatCard
      label={label}
      value={formatMs(percentiles[shown])}
      notes={
        percentiles.n === 0
          ? [metric === "ttft_ms" ? "No TTFT samples in this window" : "No successful attempts in this window"]
          : [
              ...(replacement === null ? [] : [replacement]),
              delta,
              `95 % band ${describeBand(percentiles.bands[shown])}`,
              `${describeCount(percentiles.n, samples)} · ${describeMethod(method)}`,
            ]
      }
      explain={{
        formula: `the sample of rank ⌈${quantile === "p95" ? "0.95" : "0.99"} · n⌉`,
        note: "Successful attempts only; percentiles are merged from sketches, never averaged. The band is the distribution-free 95 % interval, as wide as requests of one time are alike.",
      }}
    />
  );
}
