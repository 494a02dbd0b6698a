import type { Sql, TransactionSql } from "postgres";
import { LOCKS } from "@/db/advisory-locks";
import { hasAllAttempts } from "@/db/archive/has-all-attempts";
import { isConflict, isUniqueViolation } from "@/db/database-error";
import { forgetConsumerDays } from "@/db/ingest/forget-consumer-days";
import { listClosedMonths } from "@/db/months/list-closed-months";
import { lockAttempts } from "@/db/partitions/lock-attempts";
import { dayOfUs, partitionName } from "@/db/partitions/partition-days";
import { getRetainedDay } from "@/db/rollups/get-retained-day";
import { attemptsGone } from "@/db/rollups/rebuild-days";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { addDifference } from "./add-difference";
import { type CostChanges, findChanges } from "./find-changes";
import { findUndone, formerSets, readFormer } from "./find-undone";
import type { RepricePrices } from "./load-reprice-prices";
import type { PricedSets } from "./priced-sets";
import { readParts } from "./read-parts";
import type { RepricePlaces } from "./reprice-places";
import { refuseClosedMonths } from "./reprice-span";
import { RepriceTally } from "./reprice-tally";
import { applyChanges, createChangeTables, prepareChanges } from "./write-changes";

const TRIES_MAX = 5;

export type ChangeDayInput = {
  runId: number;
  /** Puts back what this run has changed, instead of costing anew. */
  undoes: number | null;
  day: string;
  /** The part of the day that is asked for. */
  fromUs: number;
  toUs: number;
  prices: RepricePrices;
  places: RepricePlaces;
  sets: PricedSets;
};

/** Attempts were changed by others after they were read. */
class ChangedMeanwhile extends Error {}

/**
 * Changes what the attempts of one day cost, in one transaction with the sums, what was said before, and the note that the
 * day is done: wholly, or not at all. Safe to repeat.
 *
 * Readers go on and see the day as it was or as it is. Throws UNPROCESSABLE for a day of a closed month, and where its
 * attempts are no longer all kept.
 */
export async function changeDay(sql: Sql, input: ChangeDayInput): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      // At last whoever else changes attempts of the day waits.
      await sql.begin((tx) => changeOnce(tx, input, tries === TRIES_MAX));
      return;
    } catch (error) {
      // A key that is there already is of the same day, done by another process.
      const isPassing = error instanceof ChangedMeanwhile || isConflict(error) || isUniqueViolation(error);
      if (tries === TRIES_MAX || !isPassing) throw error;
    }
  }
}

async function changeOnce(tx: TransactionSql, input: ChangeDayInput, isAlone: boolean): Promise<void> {
  const { runId, day, fromUs, toUs } = input;
  await tx.unsafe(`set local jit = off; set local work_mem = '64MB'; set local idle_in_transaction_session_timeout = 0;
    select pg_advisory_xact_lock_shared(${LOCKS.monthClose})`);
  const done = await tx`select from reprice_day where run_id = ${runId} and day = ${day}::text::date`;
  if (done.length > 0) return;
  const span = { from: formatInstantUs(fromUs), to: formatInstantUs(toUs) };
  refuseClosedMonths(await listClosedMonths(tx, { from: new Date(fromUs / 1_000), to: new Date(toUs / 1_000) }));
  await lockAttempts(tx);
  const retained = await getRetainedDay(tx, day);
  if (!(await hasAllAttempts(tx, day))) throw attemptsGone([day]);
  if (isAlone) await tx.unsafe(`lock table ${partitionName(dayOfUs(fromUs))} in share row exclusive mode`);

  await createChangeTables(tx);
  const tally = new RepriceTally();
  const { changed, skipped } = await prepareDay(tx, { ...input, tally, hasMinutes: retained.hasMinutes });
  if (changed > 0) {
    if ((await applyChanges(tx, dayOfUs(fromUs))) !== changed)
      throw new ChangedMeanwhile("Attempts changed while they were costed");
    await addDifference(tx, { ...span, retained });
    await forgetConsumerDays(tx, new Set([dayOfUs(fromUs)]));
  }
  const total = tally.total();
  await tx`
    insert into reprice_day (run_id, day, attempts, changed, newly_priced, became_unpriced, skipped, former_pico, new_pico, done_at)
    values (${runId}, ${day}::text::date, ${total.attempts}, ${total.changed}, ${total.newlyPriced}, ${total.becameUnpriced},
      ${skipped}, ${total.formerPico.toString()}::text::numeric, ${total.newPico.toString()}::text::numeric, now())`;
}

type Prepared = ChangeDayInput & { tally: RepriceTally; hasMinutes: boolean };

async function prepareDay(tx: TransactionSql, input: Prepared): Promise<{ changed: number; skipped: number }> {
  const { fromUs, toUs, undoes, places } = input;
  const sets = undoes === null ? await places.askedSets() : null;
  let changed = 0;
  let skipped = 0;
  for await (const { part, stored, ...span } of readParts(tx, { fromUs, toUs, sets })) {
    await places.learn(stored.setId, stored.labelSet);
    let changes: CostChanges;
    if (undoes === null) changes = findChanges(stored, input);
    else {
      const former = await readFormer(tx, { runId: undoes, day: input.day, ...span });
      await places.learn(formerSets(former), new Int32Array(0));
      const undone = findUndone(stored, former, input);
      changes = undone.changes;
      skipped += undone.skipped;
    }
    await prepareChanges(tx, { ...input, part, stored, changes });
    changed += changes.rows.length;
  }
  return { changed, skipped };
}
