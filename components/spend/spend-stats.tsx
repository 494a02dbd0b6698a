"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { describeDelta } from "@/components/periods/describe-delta";
import { nameOfPeriod } from "@/components/periods/period-before";
import { useReport } from "@/components/shell/use-report";
import { Skeleton } from "@/components/ui/skeleton";
import { StatCard, StatRow } from "@/components/ui/stat-card";
import { FailedBox } from "@/components/ui/state-box";
import type { Spend } from "@/lib/contract/spend";
import type { Tokens } from "@/lib/contract/stats";
import { displayUsd, formatCount, formatPercent } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { CapacityCard } from "./capacity-card";
import { comparedTotal } from "./compared-rows";
import { describeCertainty } from "./describe-certainty";
import { describeTotalChange } from "./describe-change";
import { describeReported } from "./describe-reported";
import { UsageCard } from "./usage-card";

/** The sums of the window, and how far they can be trusted. */
export function SpendStats({ spend }: { spend: UseQueryResult<Spend> }) {
  const { query, calendar, day, tz } = useReport();
  if (spend.data === undefined) {
    if (spend.error) return <FailedBox error={spend.error} onRetry={() => spend.refetch()} height={118} />;
    return <Skeleton height={118} apart />;
  }
  const { total } = spend.data;
  const { tokens } = total;
  const before = comparedTotal(spend.data);
  const period = nameOfPeriod(spend.data, { query, calendar, day, tz });
  return (
    <StatRow>
      <StatCard
        label={t("Spend")}
        value={displayUsd(total.cost_usd)}
        notes={[describeTotalChange(spend.data, period), describeCertainty(total)]}
        explain={{
          formula: t("Σ token bucket × active price at the start of the attempt, and cost of usage records"),
          note: t(
            "Exact decimal arithmetic; the rows below add up to it exactly. Attempts without a price are not in it. The period before is the time of equal length before the window, of whole days as many days, of a month the month before it; of what is not over, as much of that as has passed of its own.",
          ),
        }}
      />
      {total.capacity && <CapacityCard {...total.capacity} />}
      {total.usage_records && <UsageCard {...total.usage_records} />}
      <StatCard
        label={t("Reported by routers")}
        value={displayUsd(total.reported_cost_usd)}
        notes={describeReported(total)}
        explain={{
          formula: t("Σ cost_usd as reported"),
          note: t(
            "What routers reported, shown beside the computed cost of the same attempts and never mixed with it.",
          ),
        }}
      />
      <StatCard
        label={t("Priced")}
        value={formatPercent(total.priced_share, 2)}
        tone={total.priced_share !== null && total.priced_share < 1 ? "warn" : undefined}
        notes={[
          t("{count} attempts", { count: formatCount(total.attempts) }),
          describeDelta(total.attempts, before?.attempts, period),
          t("{share} of the priced are estimated", {
            share: formatPercent(total.estimated_share, 2),
          }),
        ]}
        explain={{
          formula: t("attempts with a cost ÷ attempts"),
          note: t(
            "No price or no usage means no cost: unknown, never 0. Estimated: based on estimated usage, on input alone (timeouts, cancelled calls), or on text prices for audio, images or calls with fees.",
          ),
        }}
      />
      <StatCard
        label={t("Tokens")}
        value={formatCount(allTokens(tokens))}
        notes={[
          describeDelta(allTokens(tokens), before && allTokens(before.tokens), period),
          t("{input} in, of which {cached} cached", {
            input: formatCount(tokens.input),
            cached: formatCount(tokens.cached_input),
          }),
          t("{output} out, of which {reasoning} reasoning", {
            output: formatCount(tokens.output),
            reasoning: formatCount(tokens.reasoning),
          }),
        ]}
      />
    </StatRow>
  );
}

function allTokens({ input, output }: Tokens): number | null {
  return input === null && output === null ? null : (input ?? 0) + (output ?? 0);
}
