import { type MoneySum, ROLLUP_MONEY, type RollupDimension, type RollupMetric } from "@/db/schema/rollup-columns";
import { recordOf } from "@/lib/domain/record-of";
import { encodeValues } from "@/lib/domain/sketch/sketch";
import { MINUTE_US, QUARTER_US } from "@/lib/domain/time/units";
import { groupRows, type RowGroups } from "../group-rows";
import { COUNT_SUMS, type Counts, emptyCounts, type Measures, type MoneyColumn } from "./measure-attempts";

/** One metric's samples per group; `min` and `max` mean nothing where `n` is 0. */
type MetricColumns = {
  n: Float64Array;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
  sketch: Uint8Array[];
};

/** What a batch adds to the rollups: columns with one element per (minute × dimensions) group. */
export type Delta = {
  groups: number;
  /** Start of the minute or quarter hour, epoch µs. */
  startsAtUs: Float64Array;
  dimensions: { name: RollupDimension; codes: Int32Array }[];
  counts: Counts;
  money: Record<MoneySum, bigint[]>;
  metrics: Record<RollupMetric, MetricColumns>;
};

/**
 * Adds a batch up by time and the given dimensions: by quarter hour before `quartersBeforeUs`, by minute from there on.
 *
 * Every count and every sum of samples of a batch fits a double exactly.
 */
export function aggregateDelta(
  { length, startedAtUs, counts, money, samples }: Measures,
  dimensions: readonly { name: RollupDimension; codes: Int32Array }[],
  quartersBeforeUs: number,
): Delta {
  const starts = startedAtUs.map((at) => at - (at % (at < quartersBeforeUs ? QUARTER_US : MINUTE_US)));
  const groups = groupRows([starts, ...dimensions.map(({ codes }) => codes)], length);
  return {
    groups: groups.count,
    startsAtUs: pickRows(starts, groups.first, new Float64Array(groups.count)),
    dimensions: dimensions.map(({ name, codes }) => ({
      name,
      codes: pickRows(codes, groups.first, new Int32Array(groups.count)),
    })),
    counts: sumCounts(counts, groups),
    money: recordOf(ROLLUP_MONEY, (name) => sumMoney(money[name], groups)),
    metrics: {
      ttft: metricOf(samples.ttft, groups),
      duration: metricOf(samples.duration, groups),
      rate: metricOf(samples.rate, groups),
    },
  };
}

function pickRows<Column extends Float64Array | Int32Array>(from: Column, rows: Int32Array, to: Column): Column {
  for (let index = 0; index < rows.length; index++) to[index] = from[rows[index] ?? 0] ?? 0;
  return to;
}

function sumCounts(counts: Counts, { of, count }: RowGroups): Counts {
  const sums = emptyCounts(count);
  for (const name of COUNT_SUMS) {
    const from = counts[name];
    const to = sums[name];
    for (let row = 0; row < from.length; row++) {
      const value = from[row] ?? 0;
      // Most columns are nearly empty.
      if (value !== 0) add(to, of[row] ?? 0, value);
    }
  }
  return sums;
}

/** The sums of a column by group, exact whatever their size. */
export function sumMoney({ amounts, numbers }: MoneyColumn, { of, count }: RowGroups): bigint[] {
  if (numbers) {
    const sums = new Float64Array(count);
    for (let row = 0; row < numbers.length; row++) add(sums, of[row] ?? 0, numbers[row] ?? 0);
    return Array.from(sums, BigInt);
  }
  const sums = Array.from({ length: count }, () => 0n);
  for (const [row, amount] of amounts.entries()) {
    const group = of[row] ?? 0;
    sums[group] = (sums[group] ?? 0n) + (amount ?? 0n);
  }
  return sums;
}

function metricOf(samples: Float64Array, { of, count }: RowGroups): MetricColumns {
  const n = new Float64Array(count);
  for (let row = 0; row < samples.length; row++) {
    if (!Number.isNaN(samples[row])) add(n, of[row] ?? 0, 1);
  }

  // Samples are laid out group after group, so that each sketch is built from one stretch of memory.
  const ends = new Uint32Array(count);
  for (let group = 1; group < count; group++) ends[group] = (ends[group - 1] ?? 0) + (n[group - 1] ?? 0);
  const sorted = new Float64Array(samples.length);
  const sum = new Float64Array(count);
  const min = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(count);
  for (let row = 0; row < samples.length; row++) {
    const sample = samples[row] ?? Number.NaN;
    if (Number.isNaN(sample)) continue;
    const group = of[row] ?? 0;
    const at = ends[group] ?? 0;
    sorted[at] = sample;
    ends[group] = at + 1;
    add(sum, group, sample);
    if (sample < (min[group] ?? 0)) min[group] = sample;
    if (sample > (max[group] ?? 0)) max[group] = sample;
  }
  const sketch: Uint8Array[] = [];
  for (let group = 0; group < count; group++) {
    const end = ends[group] ?? 0;
    sketch.push(encodeValues(sorted, end - (n[group] ?? 0), end));
  }
  return { n, sum, min, max, sketch };
}

function add(column: Float64Array, group: number, value: number): void {
  column[group] = (column[group] ?? 0) + value;
}
