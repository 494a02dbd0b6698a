import { countUpTo } from "../count-up-to";
import { orderByNumber } from "../order-by-number";
import { recordOf } from "../record-of";
import { bandRanks } from "../sketch/order-statistic-band";
import { type Band, PERCENTILES, SHARE_OF, type Summary } from "../sketch/summary";
import { US_PER_MS } from "../time/units";

/** Values in ascending order that count for more or less than one: `upTo` is what they and all before them count for. */
export type WeightedPart = { values: Float64Array; upTo: Float64Array };

export type WeightedValues = {
  /** In ascending order; each counts once. */
  whole: Float64Array;
  part: WeightedPart;
  /** The sum of the squares of what each sample counts for. */
  squares: number;
};

// Weights are sums of fractions: what is one by right may be a little less.
const SLACK = 1e-9;

/** Sorts values together with their weights. */
export function weightedPart(values: Float64Array, weights: Float64Array): WeightedPart {
  const order = orderByNumber(values);
  const part = { values: new Float64Array(order.length), upTo: new Float64Array(order.length) };
  let total = 0;
  for (let place = 0; place < order.length; place++) {
    const index = order[place] ?? 0;
    total += weights[index] ?? 0;
    part.values[place] = values[index] ?? 0;
    part.upTo[place] = total;
  }
  return part;
}

/**
 * A summary in ms of values in µs: nearest rank, with the 95 % band of order statistics.
 *
 * Where each counts once it is what the values alone would give. Others are worth Kish's (Σw)² / Σw² samples to the band.
 */
export function summarizeWeighted(weighted: WeightedValues): Summary {
  const { whole, part, squares } = weighted;
  const total = whole.length + (part.upTo.at(-1) ?? 0);
  const worth = squares === 0 ? 0 : Math.floor((total * total) / squares + SLACK);
  const at = (share: number) => valueAt(weighted, share * total);
  const percentile = (q: number) => (total === 0 ? null : at(q));
  const band = (q: number): Band => {
    const { lo, hi } = bandRanks(worth, q);
    return [lo === null ? null : at(lo / worth), hi === null ? null : at(hi / worth)];
  };
  return {
    n: Math.round(total),
    min: total === 0 ? null : at(0),
    max: total === 0 ? null : at(1),
    ...recordOf(PERCENTILES, (name) => percentile(SHARE_OF[name])),
    bands: recordOf(PERCENTILES, (name) => band(SHARE_OF[name])),
    effectiveN: recordOf(PERCENTILES, () => worth),
  };
}

/** The least value up to which the values count for so much, in ms. */
function valueAt({ whole, part }: WeightedValues, weight: number): number {
  const wanted = weight * (1 - SLACK);
  const reaches = (value: number) => {
    const parts = countUpTo(part.values, value);
    return countUpTo(whole, value) + (parts === 0 ? 0 : (part.upTo[parts - 1] ?? 0)) >= wanted;
  };
  return Math.min(firstReaching(whole, reaches), firstReaching(part.values, reaches)) / US_PER_MS;
}

function firstReaching(ascending: Float64Array, reaches: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reaches(ascending[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return ascending[low] ?? Number.POSITIVE_INFINITY;
}
