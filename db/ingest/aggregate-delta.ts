import type { RollupDimension, RollupMetric, RollupSum } from "@/db/schema/rollup-columns";
import type { Attempt } from "@/lib/contract/attempt";
import { isFailure, OUTCOME_CODES } from "@/lib/domain/outcome";
import { outputRate } from "@/lib/domain/output-rate";
import { encodeValues } from "@/lib/domain/sketch";
import { groupRows, type RowGroups } from "./group-rows";

export type MoneySum = Extract<RollupSum, "cost_pico" | "reported_cost_pico">;
export type CountSum = Exclude<RollupSum, MoneySum>;

/** One metric's samples per group; `min` and `max` mean nothing where `n` is 0. */
export type MetricColumns = {
  n: Float64Array;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
  sketch: Uint8Array[];
};

/** What of an attempt is added up. */
export type CountedAttempt = Pick<
  Attempt,
  | "startedAtUs"
  | "durationUs"
  | "ttftUs"
  | "streamed"
  | "outcome"
  | "final"
  | "inputTokens"
  | "cachedInputTokens"
  | "cacheWriteTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "costPico"
  | "costEstimated"
  | "reportedCostPico"
>;

/** What a batch adds to the rollups: columns with one element per (minute × dimensions) group. */
export type Delta = {
  groups: number;
  /** Start of the minute or quarter hour, epoch µs. */
  startsAtUs: Float64Array;
  dimensions: { name: RollupDimension; codes: Int32Array }[];
  counts: Record<CountSum, Float64Array>;
  money: Record<MoneySum, bigint[]>;
  metrics: Record<RollupMetric, MetricColumns>;
};

const MINUTE_US = 60_000_000;
const QUARTER_US = 15 * MINUTE_US;
const OUTCOME_COUNTS = ["ok", "rate_limited", "server_error", "timeout", "client_error", "cancelled"] as const;

/**
 * Adds a batch up by time and the given dimensions: by quarter hour before `quartersBeforeUs`, by minute from there on.
 *
 * Every sum of a batch fits a double exactly.
 */
export function aggregateDelta(
  rows: readonly CountedAttempt[],
  dimensions: readonly { name: RollupDimension; codes: Int32Array }[],
  quartersBeforeUs: number,
): Delta {
  const starts = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const at = rows[row]?.startedAtUs ?? 0;
    starts[row] = at - (at % (at < quartersBeforeUs ? QUARTER_US : MINUTE_US));
  }
  const groups = groupRows([starts, ...dimensions.map(({ codes }) => codes)], rows.length);
  return {
    groups: groups.count,
    startsAtUs: Float64Array.from(groups.first, (row) => starts[row] ?? 0),
    dimensions: dimensions.map(({ name, codes }) => ({
      name,
      codes: Int32Array.from(groups.first, (row) => codes[row] ?? 0),
    })),
    ...sumUp(rows, groups),
    metrics: {
      ttft: metricOf(rows, groups, (attempt) => (attempt.outcome === "ok" ? attempt.ttftUs : null)),
      duration: metricOf(rows, groups, (attempt) => (attempt.outcome === "ok" ? attempt.durationUs : null)),
      rate: metricOf(rows, groups, (attempt) => (attempt.outcome === "ok" ? outputRate(attempt) : null)),
    },
  };
}

function sumUp(rows: readonly CountedAttempt[], { of, count }: RowGroups): Pick<Delta, "counts" | "money"> {
  const column = () => new Float64Array(count);
  const counts: Delta["counts"] = {
    attempts: column(),
    requests: column(),
    ok: column(),
    rate_limited: column(),
    server_error: column(),
    timeout: column(),
    client_error: column(),
    cancelled: column(),
    final_ok: column(),
    final_failed: column(),
    with_usage: column(),
    priced: column(),
    estimated: column(),
    reported: column(),
    input_tokens: column(),
    cached_input_tokens: column(),
    cache_write_tokens: column(),
    output_tokens: column(),
    reasoning_tokens: column(),
  };
  const money: Delta["money"] = {
    cost_pico: Array.from({ length: count }, () => 0n),
    reported_cost_pico: Array.from({ length: count }, () => 0n),
  };
  const byOutcome = OUTCOME_COUNTS.map((name) => counts[name]);

  for (let row = 0; row < rows.length; row++) {
    const attempt = rows[row];
    if (!attempt) continue;
    const group = of[row] ?? 0;
    add(counts.attempts, group, 1);
    const outcomeCount = byOutcome[OUTCOME_CODES[attempt.outcome]];
    if (outcomeCount) add(outcomeCount, group, 1);
    if (attempt.final) {
      add(counts.requests, group, 1);
      if (attempt.outcome === "ok") add(counts.final_ok, group, 1);
      else if (isFailure(attempt.outcome)) add(counts.final_failed, group, 1);
    }
    if (attempt.inputTokens !== null || attempt.outputTokens !== null) {
      add(counts.with_usage, group, 1);
      add(counts.input_tokens, group, attempt.inputTokens ?? 0);
      add(counts.cached_input_tokens, group, attempt.cachedInputTokens ?? 0);
      add(counts.cache_write_tokens, group, attempt.cacheWriteTokens ?? 0);
      add(counts.output_tokens, group, attempt.outputTokens ?? 0);
      add(counts.reasoning_tokens, group, attempt.reasoningTokens ?? 0);
    }
    if (attempt.costPico !== null) {
      add(counts.priced, group, 1);
      if (attempt.costEstimated) add(counts.estimated, group, 1);
      money.cost_pico[group] = (money.cost_pico[group] ?? 0n) + attempt.costPico;
    }
    if (attempt.reportedCostPico !== null) {
      add(counts.reported, group, 1);
      money.reported_cost_pico[group] = (money.reported_cost_pico[group] ?? 0n) + attempt.reportedCostPico;
    }
  }
  return { counts, money };
}

function add(column: Float64Array, group: number, value: number): void {
  column[group] = (column[group] ?? 0) + value;
}

function metricOf(
  rows: readonly CountedAttempt[],
  { of, count }: RowGroups,
  sampleOf: (attempt: CountedAttempt) => number | null,
): MetricColumns {
  const n = new Float64Array(count);
  const samples = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const attempt = rows[row];
    const sample = attempt ? sampleOf(attempt) : null;
    samples[row] = sample ?? Number.NaN;
    if (sample !== null) add(n, of[row] ?? 0, 1);
  }

  // Samples are laid out group after group, so that each sketch is built from one stretch of memory.
  const ends = new Uint32Array(count);
  for (let group = 1; group < count; group++) ends[group] = (ends[group - 1] ?? 0) + (n[group - 1] ?? 0);
  const sorted = new Float64Array(rows.length);
  const sum = new Float64Array(count);
  const min = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(count);
  for (let row = 0; row < rows.length; row++) {
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
  const sketch = Array.from(n, (length, group) => {
    const end = ends[group] ?? 0;
    return encodeValues(sorted.subarray(end - length, end));
  });
  return { n, sum, min, max, sketch };
}
