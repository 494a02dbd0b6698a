import {
  FAILED_OUTCOMES,
  type FailedOutcome,
  isFailure,
  isJudged,
  OUTCOMES,
  type Outcome,
  type OutcomeCounts,
} from "@/lib/domain/outcome";
import { effectiveUsdPerMOutput } from "@/lib/domain/pricing/cost";
import { formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { type BlockSamples, summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import type { Summary } from "@/lib/domain/sketch/summary";
import { type Block, effectiveSamples } from "@/lib/domain/statistics/effective-samples";
import { type Interval, wilsonInterval } from "@/lib/domain/statistics/proportion-interval";
import { MEASURES, type Measure, sampleOf } from "./latencies";
import { type Lane, lanesOf, type Plan } from "./plan";
import type { Result } from "./result";

/** Equal parts of a run's time, from which the bands learn how alike neighbours are. */
const BLOCKS = 48;

/** What a run says of a model in a region. */
export type LaneSummary = Lane & {
  n: number;
  outcomes: OutcomeCounts;
  /** Shares of what was judged, with 95 % intervals; null where nothing was. */
  failed: Interval | null;
  failedBy: Record<FailedOutcome, Interval | null>;
  /** How often each error code came, the most frequent first. */
  errorCodes: { code: string; n: number }[];
  /** Of successful calls: ms from when they were due, and tokens per second. */
  samples: Record<Measure, Summary>;
  inputTokens: number;
  outputTokens: number;
  /** Calls with a cost, and its sum in USD; null where no call has one. */
  priced: number;
  costUsd: string | null;
  usdPerMOutput: string | null;
};

/** What a run says of each model in each region, in the plan's order. */
export function summarizeRun(plan: Pick<Plan, "models" | "regions">, results: readonly Result[]): LaneSummary[] {
  return lanesOf(plan).map((lane) => ({
    ...lane,
    ...summarizeResults(results.filter(({ model, region }) => model === lane.model && region === lane.region)),
  }));
}

function summarizeResults(results: readonly Result[]): Omit<LaneSummary, keyof Lane> {
  const blockOf = blocksOver(results);
  const outcomes = recordOf(OUTCOMES, (name) => results.filter(({ outcome }) => outcome === name).length);
  const costs = results.flatMap(({ cost_usd }) => (cost_usd === null ? [] : (parseUsd(cost_usd) ?? [])));
  const cost = costs.length === 0 ? null : costs.reduce((sum, pico) => sum + pico, 0n);
  const outputTokens = sumOf(results, ({ output_tokens }) => output_tokens);
  return {
    n: results.length,
    outcomes,
    failed: shareOf(results, blockOf, isFailure),
    failedBy: recordOf(FAILED_OUTCOMES, (name) => shareOf(results, blockOf, (outcome) => outcome === name)),
    errorCodes: countCodes(results),
    samples: recordOf(MEASURES, (measure) => summarizeBlocks(samplesOf(results, measure, blockOf))),
    inputTokens: sumOf(results, ({ input_tokens }) => input_tokens),
    outputTokens,
    priced: costs.length,
    costUsd: formatUsdOrNull(cost),
    // Of a sum that leaves calls out, it would be too low.
    usdPerMOutput: costs.length < results.length ? null : formatUsdOrNull(effectiveUsdPerMOutput(cost, outputTokens)),
  };
}

type BlockOf = (result: Result) => number;

function blocksOver(results: readonly Result[]): BlockOf {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { sent_ms } of results) [first, last] = [Math.min(first, sent_ms), Math.max(last, sent_ms)];
  const blockMs = Math.max(1, (last - first) / BLOCKS);
  return ({ sent_ms }) => Math.min(BLOCKS - 1, Math.floor((sent_ms - first) / blockMs));
}

function samplesOf(results: readonly Result[], measure: Measure, blockOf: BlockOf): BlockSamples[] {
  const blocks: number[][] = Array.from({ length: BLOCKS }, () => []);
  for (const result of results) {
    const sample = sampleOf(measure, result);
    if (sample !== null) blocks[blockOf(result)]?.push(sample);
  }
  return blocks.flatMap((samples, block) => {
    const sorted = Float64Array.from(samples).sort();
    const [min, max] = [sorted[0], sorted.at(-1)];
    return min === undefined || max === undefined ? [] : [{ block, sorted, range: { min, max } }];
  });
}

function shareOf(results: readonly Result[], blockOf: BlockOf, isHit: (outcome: Outcome) => boolean): Interval | null {
  const blocks: Block[] = Array.from({ length: BLOCKS }, () => ({ n: 0, hits: 0 }));
  for (const result of results) {
    const block = blocks[blockOf(result)];
    if (!block || !isJudged(result.outcome)) continue;
    block.n += 1;
    if (isHit(result.outcome)) block.hits += 1;
  }
  const n = sumOf(blocks, (block) => block.n);
  const hits = sumOf(blocks, (block) => block.hits);
  // Failures come in clusters: they are worth fewer independent calls than there are.
  const worth = effectiveSamples(blocks) ?? n;
  return n === 0 ? null : wilsonInterval({ hits: (hits / n) * worth, n: worth });
}

function countCodes(results: readonly Result[]): LaneSummary["errorCodes"] {
  const counts = new Map<string, number>();
  for (const { error_code: code } of results) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, n]) => ({ code, n })).sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number | null): number {
  return items.reduce((sum, item) => sum + (of(item) ?? 0), 0);
}
