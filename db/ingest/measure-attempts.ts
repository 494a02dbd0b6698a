import {
  type CountSum,
  isMoney,
  type MoneySum,
  ROLLUP_MONEY,
  ROLLUP_SUMS,
  type RollupMetric,
} from "@/db/schema/rollup-columns";
import type { Attempt } from "@/lib/contract/attempt";
import { outputRate } from "@/lib/domain/comparison/output-rate";
import { isFailure } from "@/lib/domain/outcome";
import { recordOf } from "@/lib/domain/record-of";
import { wasteKindOf } from "@/lib/domain/waste";
import { measureCost } from "./measure-cost";

export type Counts = Record<CountSum, Float64Array>;

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

/**
 * Sums of money in pico USD, null where unknown.
 *
 * `numbers` are the same, with zeros, where all of them together are a safe integer (nine thousand dollars): then
 * every sum of some of them is exact in a number.
 */
export type MoneyColumn = { amounts: readonly (bigint | null)[]; numbers: Float64Array | null };

/** What each attempt of a batch adds to the sums it belongs to: columns with one element per attempt. */
export type Measures = {
  length: number;
  startedAtUs: Float64Array;
  counts: Counts;
  money: Record<MoneySum, MoneyColumn>;
  /** NaN where an attempt has no sample. */
  samples: Record<RollupMetric, Float64Array>;
};

export const COUNT_SUMS = ROLLUP_SUMS.filter((name): name is CountSum => !isMoney(name));

/** Takes a batch apart into columns, once for all the ways it is added up: every look at an attempt itself is expensive. */
export function measureAttempts(rows: readonly CountedAttempt[]): Measures {
  const { length } = rows;
  const startedAtUs = new Float64Array(length);
  const counts = emptyCounts(length);
  const samples = { ttft: noSamples(length), duration: noSamples(length), rate: noSamples(length) };
  const money = recordOf(ROLLUP_MONEY, () => new Array<bigint | null>(length).fill(null));
  for (let row = 0; row < length; row++) {
    const attempt = rows[row];
    if (!attempt) continue;
    startedAtUs[row] = attempt.startedAtUs;
    measureOutcome(counts, row, attempt);
    measureUsage(counts, row, attempt);
    measureReported(counts, money, row, attempt);
    measureCost(counts, money, row, attempt);
    measureWaste(counts, row, attempt);
    if (attempt.outcome !== "ok") continue;
    samples.ttft[row] = attempt.ttftUs ?? Number.NaN;
    samples.duration[row] = attempt.durationUs ?? Number.NaN;
    samples.rate[row] = outputRate(attempt) ?? Number.NaN;
  }
  return { length, startedAtUs, counts, money: recordOf(ROLLUP_MONEY, (name) => moneyColumn(money[name])), samples };
}

function measureOutcome(counts: Counts, row: number, { outcome, final }: CountedAttempt): void {
  counts.attempts[row] = 1;
  counts[outcome][row] = 1;
  if (!final) return;
  counts.requests[row] = 1;
  if (outcome === "ok") counts.final_ok[row] = 1;
  else if (isFailure(outcome)) counts.final_failed[row] = 1;
}

function measureUsage(counts: Counts, row: number, attempt: CountedAttempt): void {
  if (attempt.inputTokens !== null || attempt.outputTokens !== null) {
    counts.with_usage[row] = 1;
    counts.input_tokens[row] = attempt.inputTokens ?? 0;
    counts.cached_input_tokens[row] = attempt.cachedInputTokens ?? 0;
    counts.cache_write_tokens[row] = attempt.cacheWriteTokens ?? 0;
    counts.output_tokens[row] = attempt.outputTokens ?? 0;
    counts.reasoning_tokens[row] = attempt.reasoningTokens ?? 0;
  }
}

type Amounts = Record<MoneySum, (bigint | null)[]>;

function measureReported(counts: Counts, money: Amounts, row: number, { reportedCostPico }: CountedAttempt): void {
  money.reported_cost_pico[row] = reportedCostPico;
  if (reportedCostPico !== null) counts.reported[row] = 1;
}

function measureWaste(counts: Counts, row: number, attempt: CountedAttempt): void {
  const kind = wasteKindOf(attempt);
  if (kind === null) return;
  counts.wasted_input_tokens[row] = attempt.inputTokens ?? 0;
  counts.wasted_output_tokens[row] = attempt.outputTokens ?? 0;
  if (kind === "retried") counts.retried[row] = 1;
}

/** Amounts of a batch, as numbers too where they fit. */
export function moneyColumn(amounts: readonly (bigint | null)[]): MoneyColumn {
  const numbers = new Float64Array(amounts.length);
  let size = 0;
  for (let row = 0; row < amounts.length; row++) {
    const amount = Number(amounts[row] ?? 0n);
    numbers[row] = amount;
    size += Math.abs(amount);
  }
  return { amounts, numbers: size <= Number.MAX_SAFE_INTEGER ? numbers : null };
}

/** Columns of zeros. */
export function emptyCounts(length: number): Counts {
  return recordOf(COUNT_SUMS, () => new Float64Array(length));
}

function noSamples(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}
