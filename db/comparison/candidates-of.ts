import { LONG_SIZE, UNKNOWN_SIZE } from "@/lib/domain/backtest/size-class";
import type { Candidate } from "@/lib/domain/comparison/candidate";
import type { MixDimension } from "@/lib/domain/comparison/mix";
import { type StandardModel, type StratumGroup, standardizeSamples } from "@/lib/domain/comparison/standardize";
import type { Summary } from "@/lib/domain/sketch/summary";
import { shownSummary } from "../aggregates/percentiles-of";
import type { ModelMinutes } from "./read-model-minutes";
import type { Quality } from "./read-quality";

const REGIONS_MAX = 5;

type CandidateInput = {
  groups: readonly StratumGroup[];
  models: readonly StandardModel[];
  mix: readonly MixDimension[];
  minutes: ReadonlyMap<string, ModelMinutes>;
  quality: ReadonlyMap<string, Quality>;
};

/** What models are compared by: over the common mix, and of long prompts and of the busiest regions by themselves, likewise. */
export function candidatesOf({ groups, models, mix, minutes, quality }: CandidateInput): Candidate[] {
  const names = models.map(({ model }) => model);
  const long = mix.includes("size")
    ? durationsOf(
        groups.filter(({ stratum: { size } }) => size !== null && size >= LONG_SIZE && size !== UNKNOWN_SIZE),
        names,
      )
    : null;
  const regions = mix.includes("region") ? busiestRegions(groups) : [];
  const byRegion = regions.map((region) => ({
    region,
    durations: durationsOf(
      groups.filter(({ stratum }) => stratum.region === region),
      names,
    ),
  }));
  return models.map(({ model, samples, ...own }): Candidate => {
    const durationMsByRegion = new Map<string, Summary>();
    for (const { region, durations } of byRegion) {
      const summary = durations.get(model);
      if (summary) durationMsByRegion.set(region, summary);
    }
    return {
      ...own,
      model,
      down: minutes.get(model)?.down ?? null,
      ttftMs: shownSummary(samples.ttft, "ttft"),
      durationMs: shownSummary(samples.duration, "duration"),
      outputTokensPerS: shownSummary(samples.rate, "rate"),
      longDurationMs: long?.get(model) ?? null,
      durationMsByRegion,
      quality: quality.get(model) ?? null,
    };
  });
}

function durationsOf(groups: readonly StratumGroup[], names: readonly string[]): Map<string, Summary> {
  const { summaries } = standardizeSamples(groups, names, "duration");
  return new Map([...summaries].map(([model, summary]) => [model, shownSummary(summary, "duration")]));
}

function busiestRegions(groups: readonly StratumGroup[]): string[] {
  const attempts = new Map<string, number>();
  for (const { stratum, attempts: own, stride } of groups) {
    if (stratum.region !== null) attempts.set(stratum.region, (attempts.get(stratum.region) ?? 0) + own * stride);
  }
  return [...attempts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, REGIONS_MAX)
    .map(([region]) => region);
}
