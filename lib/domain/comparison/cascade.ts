import { groupBy } from "../group-by";
import { type Ratio, type RatioBlock, ratioInterval } from "../statistics/ratio-interval";

/** Requests of one block of time and size of input whose deepest stage was the same. */
export type SettledRequests = {
  block: number;
  stage: number;
  size: number;
  requests: number;
  /** Of them, those that got an answer. */
  answered: number;
  /** Those all of whose attempts have a cost, and what these cost, in USD. */
  priced: number;
  usd: number;
};

/** Attempts of one block of time, stage and size that have a cost, and their sum in USD. */
export type StageCost = { block: number; stage: number; size: number; attempts: number; usd: number };

type CascadeStage = {
  stage: number;
  /** Requests that came as far as this stage, and those that went no further. */
  reached: number;
  settled: number;
  answered: number;
};

export type Cascade = {
  stages: CascadeStage[];
  requests: number;
  /** Share of requests that went beyond the first stage: what it caught is the rest. */
  escalationRate: number | null;
  /** What a request cost in all its stages, in USD, of those with a cost; null of none. */
  usdPerRequest: number | null;
  /** What the same requests would have cost, sizes alike, if each had gone to the last stage alone. */
  usdPerRequestOnLast: number | null;
  /** The 95 % intervals of both, of what more such time would bring; null of too few blocks. */
  usdInterval: Interval | null;
  usdOnLastInterval: Interval | null;
  priced: number;
};

type Interval = Pick<Ratio, "low" | "high">;

/** What the stages of a cascade catch and cost; requests of a size that never reached the last stage are not in the two costs. */
export function describeCascade(settled: readonly SettledRequests[], costs: readonly StageCost[]): Cascade {
  const requests = sum(settled, ({ requests: own }) => own);
  const depths = [...new Set(settled.map(({ stage }) => stage))].sort((a, b) => a - b);
  const [first, last] = [depths[0], depths.at(-1)];
  const stages = depths.map((stage): CascadeStage => {
    const own = settled.filter((group) => group.stage === stage);
    return {
      stage,
      reached: sum(
        settled.filter((group) => group.stage >= stage),
        ({ requests: some }) => some,
      ),
      settled: sum(own, ({ requests: some }) => some),
      answered: sum(own, ({ answered }) => answered),
    };
  });
  const ofLast = groupBy(
    costs.filter(({ stage, attempts }) => stage === last && attempts > 0),
    ({ size }) => size,
  );
  const onLast = new Map(
    [...ofLast].map(([size, own]) => [size, sum(own, ({ usd }) => usd) / sum(own, ({ attempts }) => attempts)]),
  );
  const comparable = settled.filter(({ size }) => onLast.has(size));
  const priced = sum(comparable, (group) => group.priced);
  const spent = blocksOf(comparable, ({ priced: bottom, usd: top }) => ({ top, bottom }));
  return {
    stages,
    requests,
    escalationRate: requests === 0 || first === undefined ? null : 1 - (stages[0]?.settled ?? 0) / requests,
    usdPerRequest: priced === 0 ? null : sum(comparable, ({ usd }) => usd) / priced,
    usdPerRequestOnLast:
      priced === 0 ? null : sum(comparable, (group) => group.priced * (onLast.get(group.size) ?? 0)) / priced,
    usdInterval: intervalOf(spent),
    usdOnLastInterval: intervalOf(onLastBlocks(comparable, ofLast, onLast)),
    priced,
  };
}

/**
 * What requests would have cost on the last stage, by block: by the mean of their size, and what the block's own attempts there differ
 * from it, as many times as there are requests to one of them. So an interval knows that the means are of samples too (linearised:
 * Cochran, Sampling Techniques, §6.3).
 */
function onLastBlocks(
  comparable: readonly SettledRequests[],
  ofLast: ReadonlyMap<number, readonly StageCost[]>,
  onLast: ReadonlyMap<number, number>,
): RatioBlock[] {
  const requests = groupBy(comparable, ({ size }) => size);
  const differences = [...ofLast].flatMap(([size, own]) => {
    const mean = onLast.get(size) ?? 0;
    const times = sum(requests.get(size) ?? [], ({ priced }) => priced) / sum(own, ({ attempts }) => attempts);
    return own.map(({ block, attempts, usd }) => ({ block, top: times * (usd - mean * attempts), bottom: 0 }));
  });
  const expected = comparable.map(({ block, size, priced }) => ({
    ...{ block, top: priced * (onLast.get(size) ?? 0), bottom: priced },
  }));
  return blocksOf([...expected, ...differences], (part) => part);
}

/** Sums by block of time, in its order. */
function blocksOf<Item extends { block: number }>(
  items: readonly Item[],
  of: (item: Item) => RatioBlock,
): RatioBlock[] {
  return [...groupBy(items, ({ block }) => block)]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => ({ top: sum(own, (item) => of(item).top), bottom: sum(own, (item) => of(item).bottom) }));
}

function intervalOf(blocks: readonly RatioBlock[]): Interval | null {
  const interval = ratioInterval(blocks);
  return interval && { low: Math.max(0, interval.low), high: interval.high };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
