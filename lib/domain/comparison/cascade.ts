/** Requests of one size of input whose deepest stage was the same. */
export type SettledRequests = {
  stage: number;
  size: number;
  requests: number;
  /** Of them, those that got an answer. */
  answered: number;
  /** Those all of whose attempts have a cost, and what these cost, in USD. */
  priced: number;
  usd: number;
};

/** Attempts of one stage and size that have a cost, and their sum in USD. */
export type StageCost = { stage: number; size: number; attempts: number; usd: number };

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
  priced: number;
};

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
  const onLast = new Map(
    costs
      .filter(({ stage, attempts }) => stage === last && attempts > 0)
      .map(({ size, attempts, usd }) => [size, usd / attempts]),
  );
  const comparable = settled.filter(({ size }) => onLast.has(size));
  const priced = sum(comparable, (group) => group.priced);
  return {
    stages,
    requests,
    escalationRate: requests === 0 || first === undefined ? null : 1 - (stages[0]?.settled ?? 0) / requests,
    usdPerRequest: priced === 0 ? null : sum(comparable, ({ usd }) => usd) / priced,
    usdPerRequestOnLast:
      priced === 0 ? null : sum(comparable, (group) => group.priced * (onLast.get(group.size) ?? 0)) / priced,
    priced,
  };
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
