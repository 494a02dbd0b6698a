import {
  COST_COUNTS,
  COST_MONEY,
  type CostCount,
  type CostMoney,
  type RollupDimension,
} from "@/db/schema/rollup-columns";
import { recordOf } from "@/lib/domain/record-of";
import { QUARTER_US } from "@/lib/domain/time/units";
import type { CopyEncoder } from "../copy/copy-encoder";
import { groupRows, type RowGroups } from "../group-rows";
import { sumMoney } from "../ingest/aggregate-delta";
import { countedFlags } from "../ingest/attempt-flags";
import { type MoneyColumn, moneyColumn } from "../ingest/measure-attempts";
import { type CostAmounts, type CostCounts, type CostedAttempt, measureCost } from "../ingest/measure-cost";
import { isCount } from "../schema/rollup-columns";
import { type CostChanges, tokens } from "./find-changes";
import type { StoredAttempts } from "./read-stored";

/** What changes of attempts change in the sums that go by cost: columns with an element for each change. */
export type CostDifferences = {
  startedAtUs: Float64Array;
  counts: CostCounts;
  money: Record<CostMoney, MoneyColumn>;
};

/** What each of these attempts adds to the sums with its new cost, less what it added with the one it has. */
export function differencesOf(stored: StoredAttempts, changes: CostChanges): CostDifferences {
  const { rows } = changes;
  const [before, after] = [columns(rows.length), columns(rows.length)];
  const startedAtUs = new Float64Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const attempt = costedOf(stored, row);
    startedAtUs[index] = stored.startedAtUs[row] ?? 0;
    measureCost(before.counts, before.money, index, attempt);
    attempt.costPico = changes.costPico[index] ?? null;
    attempt.costEstimated = changes.isEstimated[index] ?? false;
    measureCost(after.counts, after.money, index, attempt);
  }
  for (const name of COST_COUNTS) subtract(after.counts[name], before.counts[name]);
  const money = recordOf(COST_MONEY, (name) => moneyColumn(less(after.money[name], before.money[name])));
  return { startedAtUs, counts: after.counts, money };
}

function columns(length: number): { counts: CostCounts; money: CostAmounts } {
  return {
    counts: recordOf(COST_COUNTS, () => new Float64Array(length)),
    money: recordOf(COST_MONEY, () => new Array<bigint | null>(length).fill(null)),
  };
}

function costedOf(stored: StoredAttempts, row: number): CostedAttempt {
  const { outcome, final, costEstimated } = countedFlags(stored.flags[row] ?? 0);
  return {
    outcome,
    final,
    inputTokens: tokens(stored.inputTokens, row),
    outputTokens: tokens(stored.outputTokens, row),
    costPico: stored.costPico[row] ?? null,
    costEstimated,
    reportedCostPico: stored.reportedCostPico.get(row) ?? null,
  };
}

function subtract(from: Float64Array, column: Float64Array): void {
  for (let row = 0; row < from.length; row++) from[row] = (from[row] ?? 0) - (column[row] ?? 0);
}

function less(after: (bigint | null)[], before: readonly (bigint | null)[]): (bigint | null)[] {
  for (let row = 0; row < after.length; row++) {
    const former = before[row] ?? null;
    if (former !== null) after[row] = (after[row] ?? 0n) - former;
  }
  return after;
}

type Coded = readonly { name: RollupDimension; codes: Int32Array }[];

/**
 * Writes COPY rows of bucket, dimensions and COST_SUMS, one for each group in which something differs: by minute or by
 * quarter hour.
 */
export function encodeDifferences(
  encoder: CopyEncoder,
  { startedAtUs, counts, money }: CostDifferences,
  { coded, bucketUs = QUARTER_US }: { coded: Coded; bucketUs?: number },
): void {
  const starts = startedAtUs.map((at) => at - (at % bucketUs));
  const groups = groupRows([starts, ...coded.map(({ codes }) => codes)], starts.length);
  const summed = recordOf(COST_COUNTS, (name) => sumCounts(counts[name], groups));
  const paid = recordOf(COST_MONEY, (name) => sumMoney(money[name], groups));
  for (let group = 0; group < groups.count; group++) {
    if (!differs(group, summed, paid)) continue;
    const first = groups.first[group] ?? 0;
    encoder.row(1 + coded.length + COST_COUNTS.length + COST_MONEY.length);
    encoder.timestamp(starts[first] ?? 0);
    for (const { codes } of coded) encoder.int32(codes[first] ?? 0);
    for (const name of COST_COUNTS) {
      const value = summed[name][group] ?? 0;
      if (isCount(name)) encoder.int32(value);
      else encoder.int64(value);
    }
    for (const name of COST_MONEY) encoder.numeric(paid[name][group] ?? 0n);
  }
}

function differs(
  group: number,
  counts: Record<CostCount, Float64Array>,
  money: Record<CostMoney, readonly bigint[]>,
): boolean {
  for (const name of COST_MONEY) if (money[name][group] !== 0n) return true;
  for (const name of COST_COUNTS) if (counts[name][group] !== 0) return true;
  return false;
}

function sumCounts(column: Float64Array, { of, count }: RowGroups): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < column.length; row++) {
    const group = of[row] ?? 0;
    sums[group] = (sums[group] ?? 0) + (column[row] ?? 0);
  }
  return sums;
}
