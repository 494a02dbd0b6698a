import { groupBy } from "@/lib/domain/group-by";
import { isFailure, isJudged } from "@/lib/domain/outcome";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { bandRanks } from "@/lib/domain/sketch/order-statistic-band";
import { type Interval, newcombeInterval } from "@/lib/domain/statistics/proportion-interval";
import { MEASURES, type Measure, sampleOf } from "./latencies";
import type { Result } from "./result";

/** The median of what prompts differ by, with its 95 % interval; a bound is null where the prompts are too few for it. */
export type MedianDifference<Value> = {
  /** Prompts that both have samples of, and those of them for which the second has the smaller value. */
  prompts: number;
  lower: number;
  median: Value | null;
  low: Value | null;
  high: Value | null;
};

/** What the second of two differs by from the first, prompt by prompt. */
export type LaneComparison = {
  samples: Record<Measure, MedianDifference<number>>;
  /** Of one answered call, in USD. */
  costUsd: MedianDifference<string>;
  /** Error rate of the second less that of the first; null where either judged nothing. */
  failed: Interval | null;
};

/**
 * Compares two models, or two runs of one, by what each prompt took of either: its median of the repetitions that succeeded.
 *
 * Prompts differ more than models, so that their differences say more than two medians would. The interval is that of order statistics
 * (David and Nagaraja, Order Statistics, §7.1), which holds whatever the differences' distribution is.
 */
export function compareLanes(first: readonly Result[], second: readonly Result[]): LaneComparison {
  const differenceOf = (measure: Measure) => {
    const medians = [first, second].map((results) =>
      mediansByPrompt(results, (result) => sampleOf(measure, result), byNumber),
    );
    return medianDifference(
      paired(medians, (a, b) => b - a),
      byNumber,
      0,
    );
  };
  const costs = [first, second].map((results) => mediansByPrompt(results, costOf, byBigint));
  const cost = medianDifference(
    paired(costs, (a, b) => b - a),
    byBigint,
    0n,
  );
  const usd = (pico: bigint | null) => (pico === null ? null : formatUsd(pico));
  return {
    samples: recordOf(MEASURES, differenceOf),
    costUsd: { ...cost, median: usd(cost.median), low: usd(cost.low), high: usd(cost.high) },
    failed: newcombeInterval(failuresOf(second), failuresOf(first)),
  };
}

type Order<Value> = (a: Value, b: Value) => number;
const byNumber: Order<number> = (a, b) => a - b;
const byBigint: Order<bigint> = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function costOf({ outcome, cost_usd }: Result): bigint | null {
  return outcome === "ok" && cost_usd !== null ? parseUsd(cost_usd) : null;
}

function mediansByPrompt<Value>(
  results: readonly Result[],
  of: (result: Result) => Value | null,
  order: Order<Value>,
): Map<string, Value> {
  const medians = new Map<string, Value>();
  for (const [prompt, own] of groupBy(results, (result) => result.prompt)) {
    const values = own.flatMap((result) => of(result) ?? []).sort(order);
    const middle = values[medianPlace(values.length)];
    if (middle !== undefined) medians.set(prompt, middle);
  }
  return medians;
}

function paired<Value>(
  [first, second]: readonly ReadonlyMap<string, Value>[],
  subtract: (first: Value, second: Value) => Value,
): Value[] {
  return [...(first ?? [])].flatMap(([prompt, value]) => {
    const other = second?.get(prompt);
    return other === undefined ? [] : [subtract(value, other)];
  });
}

function medianDifference<Value>(differences: Value[], order: Order<Value>, zero: Value): MedianDifference<Value> {
  const sorted = differences.toSorted(order);
  const at = (rank: number | null) => (rank === null ? null : (sorted[rank - 1] ?? null));
  const { lo, hi } = bandRanks(sorted.length, 0.5);
  return {
    prompts: sorted.length,
    lower: sorted.filter((value) => order(value, zero) < 0).length,
    median: sorted[medianPlace(sorted.length)] ?? null,
    low: at(lo),
    high: at(hi),
  };
}

/** Of the median by nearest rank, as all percentiles are. */
function medianPlace(count: number): number {
  return Math.ceil(count / 2) - 1;
}

function failuresOf(results: readonly Result[]): { hits: number; n: number } {
  const judged = results.filter(({ outcome }) => isJudged(outcome));
  return { hits: judged.filter(({ outcome }) => isFailure(outcome)).length, n: judged.length };
}
