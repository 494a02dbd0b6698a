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
import { t } from "@/lib/messages/translate";
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
        label={t("Duration p99")}
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
      label={t("User success")}
      value={formatUptime(total.user_success)}
      notes={[
        before.why ?? describePoints(total.user_success, before.total?.user_success, before.period),
        t("{n} requests, after failover", { n: describeCount(total.requests) }),
        t("Providers {uptime}: {failed} of {counted} attempts failed", {
          uptime: formatUptime(total.error_rate === null ? null : 1 - total.error_rate),
          failed: formatCount(countFailed(total.outcomes)),
          counted: formatCount(countJudged(total.outcomes)),
        }),
      ]}
      explain={{
        formula: t("users: final attempts ok ÷ (ok + failed) · providers: all attempts ok ÷ (ok + failed)"),
        note: t(
          "What callers saw against what upstreams did; the difference is what fallbacks rescued. Failures are 5xx, timeouts and {rateLimited, select, yes {429} other {not 429}}; cancelled calls and client errors count in neither.",
          { rateLimited: rate_limited_counts ? "yes" : "no" },
        ),
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
  const n = describeCount(percentiles.n);
  const samples = metric === "ttft_ms" ? t("{n} streamed answers", { n }) : t("{n} answers", { n });
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
          ? [metric === "ttft_ms" ? t("No TTFT samples in this window") : t("No successful attempts in this window")]
          : [
              ...(replacement === null ? [] : [replacement]),
              delta,
              t("95 % band {band}", { band: describeBand(percentiles.bands[shown]) }),
              `${samples} · ${describeMethod(method)}`,
            ]
      }
      explain={{
        formula: t("the sample of rank ⌈{share} · n⌉", { share: quantile === "p95" ? "0.95" : "0.99" }),
        note: t(
          "Successful attempts only; percentiles are merged from sketches, never averaged. The band is the distribution-free 95 % interval, as wide as requests of one time are alike.",
        ),
      }}
    />
  );
}
