import { orderByNumber } from "../order-by-number";
import { bandRanks } from "../order-statistic-band";
import type { Band, Summary } from "../percentile";

/** Values, and how often each counts in the summaries asked for; a weight need not be whole. */
export type WeightedValues = { values: Float64Array; weights: readonly Float64Array[] };

// Weights are sums of fractions: what is one by right may be a little less.
const SLACK = 1e-9;
const MICROS_A_MS = 1_000;
const inPlace = () => 0;

/**
 * A summary in ms of values in µs for each of the weights: nearest rank, with the 95 % band of order statistics.
 *
 * Weights that are all 1 give what the values alone would. Others are worth Kish's (Σw)² / Σw² samples to the band.
 */
export function weightedSummaries({ values, weights }: WeightedValues): Summary[] {
  const order = orderByNumber(values, inPlace);
  return weights.map((weight) => summaryOf(values, order, weight));
}

function summaryOf(values: Float64Array, order: Uint32Array, weight: Float64Array): Summary {
  const upTo = new Float64Array(order.length);
  let total = 0;
  let squares = 0;
  let least: number | null = null;
  let most: number | null = null;
  for (let place = 0; place < order.length; place++) {
    const index = order[place] ?? 0;
    const own = weight[index] ?? 0;
    if (own > 0) {
      total += own;
      squares += own * own;
      most = (values[index] ?? 0) / MICROS_A_MS;
      least ??= most;
    }
    upTo[place] = total;
  }
  const worth = squares === 0 ? 0 : Math.floor((total * total) / squares + SLACK);
  const at = (share: number) => valueAt(values, order, upTo, share * total);
  const percentile = (q: number) => (total === 0 ? null : at(q));
  const band = (q: number): Band => {
    const { lo, hi } = bandRanks(worth, q);
    return [lo === null ? null : at(lo / worth), hi === null ? null : at(hi / worth)];
  };
  return {
    n: Math.round(total),
    min: least,
    max: most,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    bands: { p50: band(0.5), p95: band(0.95), p99: band(0.99) },
  };
}

/** The first value up to which the weights reach so much, in ms. */
function valueAt(values: Float64Array, order: Uint32Array, upTo: Float64Array, weight: number): number | null {
  const wanted = weight * (1 - SLACK);
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((upTo[middle] ?? 0) >= wanted) high = middle;
    else low = middle + 1;
  }
  const value = values[order[low] ?? -1];
  return value === undefined ? null : value / MICROS_A_MS;
}
