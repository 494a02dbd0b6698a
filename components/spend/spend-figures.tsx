"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { FigureCard, FigureRow } from "@/components/ui/figure-card";
import { sayCoverage } from "@/components/ui/say-coverage";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import type { Spend } from "@/lib/contract/spend";
import { displayUsd, formatCount, formatPercent } from "@/lib/domain/format";
import { describeReported } from "./describe-reported";

/** The sums of the window, and how far they can be trusted. */
export function SpendFigures({ spend }: { spend: UseQueryResult<Spend> }) {
  if (spend.data === undefined) {
    if (spend.error) return <FailedBox error={spend.error} onRetry={() => spend.refetch()} height={118} />;
    return <Skeleton height={118} apart />;
  }
  const { total } = spend.data;
  const { tokens } = total;
  return (
    <FigureRow>
      <FigureCard
        label="Spend"
        value={displayUsd(total.cost_usd)}
        notes={[sayCoverage(total)]}
        explain={{
          formula: "Σ token bucket × price in force at the start of the attempt",
          note: "Exact decimal arithmetic; the rows below add up to it to the last digit. Attempts without a price are not in it.",
        }}
      />
      <FigureCard
        label="Reported by routers"
        value={displayUsd(total.reported_cost_usd)}
        notes={[describeReported(total)]}
        explain={{
          formula: "Σ cost_usd as the records say",
          note: "What routers were told, kept beside our own figure and never mixed with it.",
        }}
      />
      <FigureCard
        label="Priced"
        value={formatPercent(total.priced_share, 2)}
        tone={total.priced_share !== null && total.priced_share < 1 ? "warn" : undefined}
        notes={[
          `${formatCount(total.attempts)} attempts`,
          `${formatPercent(total.estimated_share, 2)} of the priced are estimated`,
        ]}
        explain={{
          formula: "attempts with a cost ÷ attempts",
          note: "No price or no usage means no cost: unknown, never 0. Estimated is what rests on estimated usage, on the input alone (timeouts, cancelled calls), or on a price of text for audio, images or calls with fees.",
        }}
      />
      <FigureCard
        label="Tokens"
        value={formatCount(
          tokens.input === null && tokens.output === null ? null : (tokens.input ?? 0) + (tokens.output ?? 0),
        )}
        notes={[
          `${formatCount(tokens.input)} in, of which ${formatCount(tokens.cached_input)} cached`,
          `${formatCount(tokens.output)} out, of which ${formatCount(tokens.reasoning)} reasoning`,
        ]}
      />
    </FigureRow>
  );
}
