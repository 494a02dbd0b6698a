import type { TransactionSql } from "postgres";
import { dayOfUs } from "@/db/partitions/partition-days";
import { ROLLUP_MONEY } from "@/db/schema/rollup-columns";
import { recordOf } from "@/lib/domain/record-of";
import { appendMeasures } from "./append-deltas";
import { forgetConsumerDays } from "./forget-consumer-days";
import { COUNT_SUMS, type CountedAttempt, type Measures, type MoneyColumn, measureAttempts } from "./measure-attempts";
import { type CountedIn, countedOf, type StoredUsage } from "./stored-usage";

/** A stored attempt, and what it counts as after a change: null where it is none any more. */
export type StoredChange = { stored: StoredUsage; after: CountedAttempt | null };

/**
 * Queues what a change of stored attempts changes in the sums: what they count for after it, less what they counted for
 * before. Samples are neither added nor taken away.
 */
export async function appendDifference(
  tx: TransactionSql,
  changes: readonly StoredChange[],
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
  const after = measureAttempts(changes.map((change) => change.after ?? countedOf(change.stored)));
  const remains = changes.map((change) => change.after !== null);
  await appendMeasures(tx, { coded, measures: differenceOf(before, after, remains), quartersBeforeUs });
  await forgetConsumerDays(tx, new Set(Array.from(before.startedAtUs, dayOfUs)));
}

/** What attempts count for after a change, less what they counted for before; of one that does not remain, all of it less. */
function differenceOf(before: Measures, after: Measures, remains: readonly boolean[]): Measures {
  const { length, startedAtUs } = after;
  const none = () => new Float64Array(length).fill(Number.NaN);
  return {
    length,
    startedAtUs,
    counts: recordOf(COUNT_SUMS, (name) =>
      after.counts[name].map((value, row) => (remains[row] ? value : 0) - (before.counts[name][row] ?? 0)),
    ),
    money: recordOf(ROLLUP_MONEY, (name) => less(after.money[name], before.money[name], remains)),
    samples: { ttft: none(), duration: none(), rate: none() },
  };
}

function less(after: MoneyColumn, before: MoneyColumn, remains: readonly boolean[]): MoneyColumn {
  const amounts = after.amounts.map((amount, row) => ((remains[row] && amount) || 0n) - (before.amounts[row] ?? 0n));
  return { amounts, numbers: null };
}
