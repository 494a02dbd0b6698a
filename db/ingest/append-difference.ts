import type { TransactionSql } from "postgres";
import { recordOf } from "@/lib/domain/record-of";
import { appendMeasures } from "./append-deltas";
import { COUNT_SUMS, type CountedAttempt, type Measures, type MoneyColumn, measureAttempts } from "./measure-attempts";
import { type CountedIn, countedOf, type StoredUsage } from "./stored-usage";

/**
 * Queues what a change of stored attempts changes in the sums: what they count for after it, less what they counted for
 * before. Samples are neither added nor taken away.
 */
export async function appendDifference(
  tx: TransactionSql,
  changes: readonly { stored: StoredUsage; after: CountedAttempt }[],
  quartersBeforeUs: number,
): Promise<void> {
  const codes = (name: CountedIn) => Int32Array.from(changes, ({ stored }) => stored[name]);
  const coded = {
    model: codes("model_id"),
    provider: codes("provider_id"),
    region: codes("region_id"),
    tier: codes("tier_id"),
    app: codes("app_id"),
    labelSet: Int32Array.from(changes, ({ stored }) => stored.label_set_id),
  };
  const before = measureAttempts(changes.map(({ stored }) => countedOf(stored)));
  const after = measureAttempts(changes.map((change) => change.after));
  await appendMeasures(tx, { coded, measures: differenceOf(before, after), quartersBeforeUs });
}

function differenceOf(before: Measures, after: Measures): Measures {
  const { length, startedAtUs } = after;
  const none = () => new Float64Array(length).fill(Number.NaN);
  return {
    length,
    startedAtUs,
    counts: recordOf(COUNT_SUMS, (name) =>
      after.counts[name].map((value, row) => value - (before.counts[name][row] ?? 0)),
    ),
    money: {
      cost_pico: less(after.money.cost_pico, before.money.cost_pico),
      reported_cost_pico: less(after.money.reported_cost_pico, before.money.reported_cost_pico),
    },
    samples: { ttft: none(), duration: none(), rate: none() },
  };
}

function less(after: MoneyColumn, before: MoneyColumn): MoneyColumn {
  const amounts = after.amounts.map((amount, row) => (amount ?? 0n) - (before.amounts[row] ?? 0n));
  return { amounts, numbers: null };
}
