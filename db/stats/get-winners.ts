import type { Filters } from "@/lib/contract/common";
import type { Winners } from "@/lib/contract/winners";
import { type Candidate, findWinners } from "@/lib/domain/comparison/winners";
import { OUTCOMES, type OutcomeCounts } from "@/lib/domain/outcome";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import type { Summary } from "@/lib/domain/sketch/summary";
import { type Block, effectiveSamples } from "@/lib/domain/statistics/effective-samples";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { judgedOf } from "@/lib/domain/uptime/uptime";
import { addSums, COST_SUMS, costOf, outcomesOf, TOKEN_SUMS, tokensOf } from "../aggregates/aggregate-stats";
import { answeredWindow, minuteSpan } from "../aggregates/answer-window";
import { blocksOf, decodeGroup } from "../aggregates/decode-samples";
import { groupByNames } from "../aggregates/group-by-names";
import type { Retention } from "../aggregates/group-types";
import { mapYielding } from "../aggregates/map-yielding";
import { shownSummary } from "../aggregates/percentiles-of";
import { readTextGroups } from "../aggregates/read-text-groups";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { ROLLUP_METRICS, type RollupMetric, type RollupSum } from "../schema/rollup-columns";

const SUMS = ["attempts", ...OUTCOMES, ...TOKEN_SUMS, ...COST_SUMS] as const satisfies readonly RollupSum[];

export type WinnersInput = { window: TimeWindow; filters: Filters; now: Date; retention: Retention };

/** Which model wins each concern in a window, on the evidence of its numbers over all providers. */
export async function getWinners(db: Db, input: WinnersInput): Promise<Winners> {
  const { window, filters, now, retention } = input;
  const groupBy = ["model"] as const;
  const read = await readTextGroups(db, {
    buckets: timeBlocks({ span: minuteSpan(window), filters, groupBy, retention }),
    filters,
    groupBy,
    sums: SUMS,
    metrics: ROLLUP_METRICS,
    retention,
  });
  // What embeds or draws is no better a choice for text because it is quick.
  const own = read.groups.filter(({ names }) => !read.otherModels.has(names.model ?? ""));
  const groups = await mapYielding(own, decodeGroup);
  const candidates = await mapYielding(groupByNames(groups), ({ names, groups: unordered }): Candidate => {
    const groups = unordered.toSorted((a, b) => a.bucket - b.bucket);
    const sums = addSums(SUMS, groups);
    const summary = (metric: RollupMetric): Summary => shownSummary(summarizeBlocks(blocksOf(groups, metric)), metric);
    return {
      model: names.model ?? "",
      outcomes: outcomesOf(sums),
      effectiveJudged: effectiveSamples(groups.map(({ sums }) => judgedBlock(sums))),
      ttftMs: summary("ttft"),
      durationMs: summary("duration"),
      outputTokensPerS: summary("rate"),
      costPicoUsd: sums.priced === 0 ? null : sums.cost_pico,
      outputTokens: tokensOf(sums).output,
      costBlocks: groups.map(({ sums }) => ({ top: Number(sums.cost_pico), bottom: sums.output_tokens })),
      pricedShare: costOf(sums).priced_share,
    };
  });
  return { ...answeredWindow(read, now), filters, winners: findWinners(candidates) };
}

function judgedBlock(sums: OutcomeCounts): Block {
  const { ok, failed } = judgedOf(outcomesOf(sums), true);
  return { n: ok + failed, hits: failed };
}
