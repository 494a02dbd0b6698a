import type { Filters } from "@/lib/contract/common";
import type { Winners } from "@/lib/contract/winners";
import { type Candidate, findWinners } from "@/lib/domain/comparison/winners";
import { OUTCOMES } from "@/lib/domain/outcome";
import type { Summary } from "@/lib/domain/sketch/percentile";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { addSums, COST_SUMS, costOf, outcomesOf, samplesOf, TOKEN_SUMS, tokensOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { percentilesOf } from "../aggregates/percentiles-of";
import { readTextGroups } from "../aggregates/read-text-groups";
import { summarizeSamples } from "../aggregates/summarize-samples";
import type { Db } from "../client";
import { ROLLUP_METRICS, type RollupMetric, type RollupSum } from "../schema/rollup-columns";

const SUMS = ["attempts", ...OUTCOMES, ...TOKEN_SUMS, ...COST_SUMS] as const satisfies readonly RollupSum[];

export type WinnersInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

/** Which model wins each concern in a window, on the evidence of its numbers over all providers. */
export async function getWinners(db: Db, input: WinnersInput): Promise<Winners> {
  const { window, filters, now, retention } = input;
  const read = await readTextGroups(db, {
    buckets: [minuteSpan(window)],
    filters,
    groupBy: ["model"],
    sums: SUMS,
    metrics: ROLLUP_METRICS,
    retention,
  });
  // What embeds or draws is no better a choice for text because it is quick.
  const groups = read.groups.filter(({ names }) => !read.otherModels.has(names.model ?? ""));
  const candidates = await mapYielding(groupByNames(groups), ({ names, groups }): Candidate => {
    const sums = addSums(SUMS, groups);
    const summary = (metric: RollupMetric): Summary =>
      percentilesOf(summarizeSamples(samplesOf(groups, metric)), metric);
    return {
      model: names.model ?? "",
      outcomes: outcomesOf(sums),
      ttftMs: summary("ttft"),
      durationMs: summary("duration"),
      outputTokensPerS: summary("rate"),
      costPicoUsd: sums.priced === 0 ? null : sums.cost_pico,
      outputTokens: tokensOf(sums).output,
      pricedShare: costOf(sums).priced_share,
    };
  });
  return { ...answeredWindow(read, now), filters, winners: findWinners(candidates) };
}
