"use client";

import { type ActiveFailovers, activeFailovers } from "@/components/breakers/active-failovers";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { StatCard } from "@/components/ui/stat-card";
import type { Tone } from "@/components/ui/tone";
import { readOptions } from "@/lib/client/read-options";
import type { Failovers } from "@/lib/contract/failovers";
import { formatWhole } from "@/lib/domain/format";
import { overviewQueries } from "./overview-queries";

const NAMED_MAX = 2;

/** Models out of full use at this moment, and how many failovers began in the window. */
export function FailoverCard() {
  const queries = overviewQueries(useReport());
  const breakers = useLiveQuery(readOptions("/api/v1/breakers", queries.breakers));
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", queries.failovers));
  if (!breakers.data) {
    return <StatCard label="Failovers now" value="…" notes={[breakers.error ? breakers.error.message : "Loading"]} />;
  }
  const now = activeFailovers(breakers.data.breakers);
  return (
    <StatCard
      label="Failovers now"
      value={formatWhole(now.active.length)}
      tone={toneOf(now)}
      notes={[describeNow(now), failovers.data && describeWindow(failovers.data)]}
      explain={{
        formula: "breakers that are open or half-open at this moment",
        note: "One breaker per tier, region and model that the tier's policy names, regardless of when it opened. The window counts those that opened within it, closed again or not.",
      }}
    />
  );
}

function toneOf({ open, halfOpen, measured }: ActiveFailovers): Tone | undefined {
  if (open > 0) return "bad";
  if (halfOpen > 0) return "warn";
  // Without traffic nothing says that models are well.
  return measured > 0 ? "good" : undefined;
}

function describeNow({ active, open, halfOpen, measured }: ActiveFailovers): string {
  if (active.length === 0) return measured > 0 ? "No model is out of rotation" : "No recent traffic to judge by";
  const counts = [open > 0 && `${open} open`, halfOpen > 0 && `${halfOpen} half-open`].filter(Boolean).join(", ");
  const names = active.slice(0, NAMED_MAX).map(({ model, region }) => `${model} in ${region}`);
  const more = active.length - names.length;
  return `${counts}: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function describeWindow({ failovers, next_cursor }: Failovers): string {
  const opened = failovers.filter(({ from, to }) => from === "closed" && to === "open").length;
  return `${formatWhole(opened)}${next_cursor ? " or more" : ""} opened in the window`;
}
