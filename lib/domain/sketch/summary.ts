import { rankOf } from "@/lib/breaker/nearest-rank";
import { recordOf } from "../record-of";
import { bandRanks, bandRanksWorth } from "./order-statistic-band";

/** The percentiles that are shown, and their shares. */
export const PERCENTILES = ["p50", "p90", "p95", "p99"] as const;
export type Percentile = (typeof PERCENTILES)[number];
export const SHARE_OF: Readonly<Record<Percentile, number>> = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 };

/** How many independent samples a percentile needs before its 95 % band has an upper bound: 299 for p99. */
export function samplesNeeded(share: number): number {
  return Math.ceil(Math.log(0.05) / Math.log(share));
}

/** 95 % interval of a percentile; null is a bound the samples are too few for. */
export type Band = [lo: number | null, hi: number | null];

/** What is shown of a distribution, all in the samples' own unit; all null of no samples. */
export type Summary = {
  n: number;
  min: number | null;
  max: number | null;
  bands: Record<Percentile, Band>;
  /** How many independent samples each band rests on; null where that is not known, and they are taken for independent. */
  effectiveN: Record<Percentile, number | null>;
} & Record<Percentile, number | null>;

export type Range = { min: number; max: number };

/** A value, and the bounds of what it stands for: the same three times where samples are known themselves. */
export type Ranked = { value: number; lo: number; hi: number };

/** Samples that can be asked by rank, and how many independent ones they are worth to the percentile that a value is. */
export type Ranking = {
  n: number;
  range: Range | null;
  /** By 1-based ranks in ascending order. */
  at: (ascendingRanks: readonly number[]) => Ranked[];
  effectiveN?: (value: number, name: Percentile) => number | null;
};

export const NO_SAMPLES: Summary = {
  n: 0,
  min: null,
  max: null,
  ...byPercentile(() => null),
  bands: byPercentile((): Band => [null, null]),
  effectiveN: byPercentile(() => null),
};

/**
 * Percentiles with 95 % bands that hold whatever the distribution is, as far as their samples are worth independent ones,
 * widened by what a sample is known with.
 */
export function summarize({ n, range, at, effectiveN: worthOf }: Ranking): Summary {
  if (n === 0) return NO_SAMPLES;
  const values = at(PERCENTILES.map((name) => rankOf(SHARE_OF[name], n)));
  const effectiveN = byPercentile((name, index) => {
    const value = values[index]?.value;
    return worthOf === undefined || value === undefined ? null : worthOf(value, name);
  });
  const ranks = PERCENTILES.map((name) => {
    const worth = effectiveN[name];
    return worth === null ? bandRanks(n, SHARE_OF[name]) : bandRanksWorth(n, SHARE_OF[name], worth);
  });
  const bounds = inAnyOrder(
    ranks.flatMap(({ lo, hi }) => [lo, hi]),
    at,
  );
  return {
    n,
    min: range?.min ?? null,
    max: range?.max ?? null,
    ...byPercentile((_, index) => values[index]?.value ?? null),
    bands: byPercentile((_, index): Band => [bounds[2 * index]?.lo ?? null, bounds[2 * index + 1]?.hi ?? null]),
    effectiveN: recordOf(PERCENTILES, (name) => roundedDown(effectiveN[name])),
  };
}

function byPercentile<Value>(of: (name: Percentile, index: number) => Value): Record<Percentile, Value> {
  return recordOf(PERCENTILES, (name) => of(name, PERCENTILES.indexOf(name)));
}

function roundedDown(value: number | null): number | null {
  return value === null ? null : Math.floor(value);
}

function inAnyOrder(ranks: readonly (number | null)[], at: Ranking["at"]): (Ranked | null)[] {
  const ascending = ranks.filter((rank) => rank !== null).sort((a, b) => a - b);
  const found = at(ascending);
  return ranks.map((rank) => (rank === null ? null : (found[ascending.indexOf(rank)] ?? null)));
}
