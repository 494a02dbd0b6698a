"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { FigureCard } from "@/components/ui/figure-card";
import { failoversOptions } from "@/lib/client/failovers";
import { activeFailovers } from "./active-failovers";
import { overviewQueries } from "./overview-queries";

/** Models that are avoided or probed now, and how often that began in the window. */
export function FailoverCard() {
  const failovers = useLiveQuery(failoversOptions(overviewQueries(useReport()).failovers));
  if (!failovers.data) {
    return (
      <FigureCard label="Failovers active" value="…" notes={[failovers.error ? failovers.error.message : "Loading"]} />
    );
  }
  const events = failovers.data.failovers;
  const active = activeFailovers(events);
  const opened = events.filter((event) => event.to === "open" && event.from === "closed").length;
  const more = failovers.data.next_cursor ? " or more" : "";
  return (
    <FigureCard
      label="Failovers active"
      value={String(active.length)}
      tone={active.length > 0 ? "bad" : "good"}
      notes={[
        active.length === 0
          ? "Every model answers in its place"
          : active.map((event) => `${event.model} in ${event.region}`).join(", "),
        `${opened}${more} began in the window`,
      ]}
      explain={{
        formula: "breakers whose latest transition is not to closed",
        note: "One breaker per tier, region and model. A breaker that opened before this window and has not moved since is not counted.",
      }}
    />
  );
}
