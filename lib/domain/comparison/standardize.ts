import { FAILED_OUTCOMES, type OutcomeCounts } from "../outcome";
import type { BlockSamples } from "../sketch/summarize-blocks";
import { NO_SAMPLES, type Summary } from "../sketch/summary";
import { type Block, effectiveSamples } from "../statistics/effective-samples";
import type { RatioBlock } from "../statistics/ratio-interval";
import { judgedOf } from "../uptime/uptime";
import { type CommonMix, commonMix, STRATUM_SAMPLES_MIN, type Strides, stridesOf } from "./common-mix";
import { coarser, MIX_DIMENSIONS, type Stratum, stratumKey } from "./mix";
import { sizeOf, summarizeWeightedBlocks } from "./summarize-weighted-blocks";

export const SAMPLED = ["ttft", "duration", "rate"] as const;
export type Sampled = (typeof SAMPLED)[number];

/** What a model did of one kind of traffic in one block of time. */
export type StratumGroup = {
  model: string;
  stratum: Stratum;
  block: number;
  /** The attempts are of every how many slices of the window, the same of all of a model's groups. */
  stride: number;
  attempts: number;
  outcomes: OutcomeCounts;
  priced: number;
  /** In 10⁻¹² USD. */
  cost: number;
  outputTokens: number;
  samples: Partial<Record<Sampled, BlockSamples>>;
};

/** A share over the common mix; `worth` is how many independent attempts its interval rests on. */
export type StandardShare = { value: number; n: number; worth: number };

/** A model's figures, had it answered the common mix of traffic. */
export type StandardModel = {
  model: string;
  /** Of every how many slices of the window the attempts are. */
  stride: number;
  attempts: number;
  failed: StandardShare | null;
  rateLimited: StandardShare | null;
  samples: Record<Sampled, Summary>;
  /** Of consecutive blocks of time: what was spent for output tokens, each attempt by its weight. */
  costBlocks: RatioBlock[];
  pricedShare: number | null;
};

/** What the figures of each kind are standardised to. */
export type Mixes = { judged: CommonMix; cost: CommonMix } & Record<Sampled, CommonMix>;

export type Standardized = { models: StandardModel[]; mixes: Mixes };

/**
 * Every model's figures over the strata in common, each sample weighing what its stratum weighs over what it has of samples.
 *
 * Rates of failure are not told apart by size of input: most failures come without it, and would be a stratum of their own.
 */
export function standardize(groups: readonly StratumGroup[], names: readonly string[]): Standardized {
  const byModel = keyedByModel(groups, names);
  const strides = stridesOf(groups);
  const counts = {
    judged: countsOf(byModel, ({ place }) => place, judgedIn),
    cost: countsOf(
      byModel,
      ({ key }) => key,
      ({ attempts }) => attempts,
    ),
  };
  const judged = commonMix(counts.judged, strides);
  const cost = commonMix(counts.cost, strides);
  const [ttft, duration, rate] = SAMPLED.map((metric) => summariesOf(byModel, strides, metric));
  if (!ttft || !duration || !rate) throw new RangeError("There are three metrics");
  const models = [...byModel].map(([model, own]): StandardModel => {
    const attempts = own.reduce((sum, group) => sum + group.attempts, 0);
    const ofJudged = weigher(judged, counts.judged.get(model), model);
    const summary = ({ summaries }: StandardSamples) => summaries.get(model) ?? NO_SAMPLES;
    return {
      model,
      stride: strides.get(model) ?? 1,
      attempts,
      failed: shareOf(own, ofJudged, ({ outcomes }) => FAILED_OUTCOMES.reduce((sum, name) => sum + outcomes[name], 0)),
      rateLimited: shareOf(own, ofJudged, ({ outcomes }) => outcomes.rate_limited),
      samples: { ttft: summary(ttft), duration: summary(duration), rate: summary(rate) },
      costBlocks: costBlocksOf(own, weigher(cost, counts.cost.get(model), model)),
      pricedShare: attempts === 0 ? null : own.reduce((sum, group) => sum + group.priced, 0) / attempts,
    };
  });
  return { models, mixes: { judged, cost, ttft: ttft.mix, duration: duration.mix, rate: rate.mix } };
}

/** One metric of every model over the strata in common, and the mix they are standardised to. */
export type StandardSamples = { mix: CommonMix; summaries: Map<string, Summary> };

/** The same of one metric alone. */
export function standardizeSamples(
  groups: readonly StratumGroup[],
  names: readonly string[],
  metric: Sampled,
): StandardSamples {
  return summariesOf(keyedByModel(groups, names), stridesOf(groups), metric);
}

function summariesOf(
  byModel: ReadonlyMap<string, readonly KeyedGroup[]>,
  strides: Strides,
  metric: Sampled,
): StandardSamples {
  const counts = countsOf(byModel, ({ key }) => key, sampledIn(metric));
  const mix = commonMix(counts, strides);
  const summaries = new Map(
    [...byModel].map(([model, own]) => {
      const weight = weigher(mix, counts.get(model), model);
      const weighted = own.flatMap(({ key, samples }) => {
        const part = samples[metric];
        return part ? [{ samples: part, weight: weight(key) }] : [];
      });
      return [model, summarizeWeightedBlocks(weighted)];
    }),
  );
  return { mix, summaries };
}

const BUT_SIZE = MIX_DIMENSIONS.filter((name) => name !== "size");

function keyedByModel(groups: readonly StratumGroup[], names: readonly string[]): Map<string, KeyedGroup[]> {
  const byModel = new Map(names.map((model): [string, KeyedGroup[]] => [model, []]));
  const places = new Map<string, string>();
  for (const group of groups) {
    const key = stratumKey(group.stratum);
    const place = places.get(key) ?? stratumKey(coarser(group.stratum, BUT_SIZE));
    places.set(key, place);
    byModel.get(group.model)?.push({ ...group, key, place });
  }
  return byModel;
}

function countsOf(
  byModel: ReadonlyMap<string, readonly KeyedGroup[]>,
  keyOf: (group: KeyedGroup) => string,
  sizeIn: (group: KeyedGroup) => number,
): Map<string, Map<string, number>> {
  return new Map([...byModel].map(([model, own]) => [model, countBy(own, keyOf, sizeIn)]));
}

/** `place`: the same kind of traffic of any size of input. */
type KeyedGroup = StratumGroup & { key: string; place: string };

function judgedIn({ outcomes }: StratumGroup): number {
  const { ok, failed } = judgedOf(outcomes, true);
  return ok + failed;
}

function sampledIn(metric: Sampled) {
  return ({ samples }: StratumGroup) => {
    const own = samples[metric];
    return own ? sizeOf(own) : 0;
  };
}

function countBy(
  groups: readonly KeyedGroup[],
  keyOf: (group: KeyedGroup) => string,
  sizeIn: (group: KeyedGroup) => number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const n = sizeIn(group);
    if (n > 0) counts.set(keyOf(group), (counts.get(keyOf(group)) ?? 0) + n);
  }
  return counts;
}

/** What one sample of a stratum counts for: one on average, so that sums of weights are like counts. */
function weigher({ weights, models }: CommonMix, own: ReadonlyMap<string, number> | undefined, model: string) {
  let inCommon = 0;
  for (const [stratum, n] of own ?? []) if (weights.has(stratum)) inCommon += n;
  return (stratum: string) => {
    const n = own?.get(stratum) ?? 0;
    if (!models.includes(model) || n < STRATUM_SAMPLES_MIN) return 0;
    return ((weights.get(stratum) ?? 0) * inCommon) / n;
  };
}

function shareOf(
  groups: readonly KeyedGroup[],
  weightOf: (place: string) => number,
  hitsOf: (group: KeyedGroup) => number,
): StandardShare | null {
  const blocks: Required<Block>[] = [];
  let n = 0;
  for (const group of groups) {
    const weight = weightOf(group.place);
    const judged = judgedIn(group);
    if (weight === 0 || judged === 0) continue;
    n += judged;
    const known = blocks[group.block] ?? { n: 0, hits: 0, squares: 0 };
    blocks[group.block] = {
      n: known.n + judged * weight,
      hits: known.hits + hitsOf(group) * weight,
      squares: known.squares + judged * weight ** 2,
    };
  }
  const used = blocks.filter((block) => block !== undefined);
  const total = used.reduce((sum, block) => sum + block.n, 0);
  if (total === 0) return null;
  const squares = used.reduce((sum, block) => sum + block.squares, 0);
  return {
    value: Math.min(1, used.reduce((sum, { hits }) => sum + hits, 0) / total),
    n,
    worth: effectiveSamples(used) ?? (total * total) / squares,
  };
}

function costBlocksOf(groups: readonly KeyedGroup[], weightOf: (key: string) => number): RatioBlock[] {
  const blocks: RatioBlock[] = [];
  for (const { key, block, cost, outputTokens } of groups) {
    const weight = weightOf(key);
    const known = blocks[block] ?? { top: 0, bottom: 0 };
    blocks[block] = { top: known.top + cost * weight, bottom: known.bottom + outputTokens * weight };
  }
  return blocks.filter((block) => block !== undefined);
}
