import type { Verdict } from "@/lib/domain/alerts/alert-state";
import { replayAlert } from "@/lib/domain/alerts/replay-alert";
import { byMinuteFrom, type ReplayTicks } from "@/lib/domain/alerts/replay-ticks";
import { mapYielding } from "../aggregates/map-yielding";
import { SERIES_MAX } from "./observe-rule";
import type { Replayed, SeriesReplay } from "./replay-context";

type SeriesInput<Series> = {
  ticks: ReplayTicks;
  forMinutes: number;
  /** How many there are beside these. */
  leftOut?: number;
  labelsOf: (series: Series) => SeriesReplay["labels"];
  verdictsOf: (series: Series) => (tick: number) => Verdict;
};

/** Replays the alert of each series; of more than a rule looks at, those that had traffic for most of the time. */
export async function replaySeries<Series extends { groups: readonly unknown[] }>(
  all: readonly Series[],
  { ticks, forMinutes, leftOut = 0, labelsOf, verdictsOf }: SeriesInput<Series>,
): Promise<Replayed> {
  const looked = all.toSorted((a, b) => b.groups.length - a.groups.length).slice(0, SERIES_MAX);
  const series = await mapYielding(looked, (one) => {
    const firings = replayAlert({ minutes: ticks.minutes, verdictAt: verdictsOf(one), forMinutes });
    return { labels: labelsOf(one), firings };
  });
  return {
    ...{ from: ticks.minutes[0] ?? null, byMinuteFrom: byMinuteFrom(ticks), series },
    leftOut: leftOut + all.length - looked.length,
  };
}
