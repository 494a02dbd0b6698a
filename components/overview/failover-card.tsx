"use client";

import { type ActiveFailovers, activeFailovers } from "@/components/breakers/active-failovers";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { StatCard } from "@/components/ui/stat-card";
import type { Tone } from "@/components/ui/tone";
import { readOptions } from "@/lib/client/read-options";
import type { Failovers } from "@/lib/contract/failovers";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { overviewQueries } from "./overview-queries";

const NAMED_MAX = 2;

/** Models out of full use at this moment, and how many failovers began in the window. */
export function FailoverCard() {
  const queries = overviewQueries(useReport());
  const breakers = useLiveQuery(readOptions("/api/v1/breakers", queries.breakers));
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", queries.failovers));
  if (!breakers.data) {
    return (
      <StatCard label={t("Failovers now")} value="…" notes={[breakers.error ? breakers.error.message : t("Loading")]} />
    );
  }
  const now = activeFailovers(breakers.data.breakers);
  return (
    <StatCard
      label={t("Failovers now")}
      value={formatWhole(now.active.length)}
      tone={toneOf(now)}
      notes={[describeNow(now), failovers.data && describeWindow(failovers.data)]}
      explain={{
        formula: t("breakers that are open or half-open at this moment"),
        note: t(
          "One breaker per tier, region and model that the tier's policy names, regardless of when it opened. The window counts those that opened within it, closed again or not.",
        ),
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
  if (active.length === 0) return measured > 0 ? t("No model is out of rotation") : t("No recent traffic to judge by");
  const named = active.slice(0, NAMED_MAX).map(({ model, region }) => t("{model} in {region}", { model, region }));
  const [states, names] = [describeStates(open, halfOpen), named.join(", ")];
  const more = active.length - named.length;
  return more > 0
    ? t("{states}: {names} and {more} more", { states, names, more })
    : t("{states}: {names}", { states, names });
}

function describeStates(open: number, halfOpen: number): string {
  if (halfOpen === 0) return t("{open} open", { open });
  return open === 0
    ? t("{halfOpen} half-open", { halfOpen })
    : t("{open} open, {halfOpen} half-open", { open, halfOpen });
}

function describeWindow({ failovers, next_cursor }: Failovers): string {
  const opened = formatWhole(failovers.filter(({ from, to }) => from === "closed" && to === "open").length);
  return next_cursor
    ? t("{opened} or more opened in the window", { opened })
    : t("{opened} opened in the window", { opened });
}
