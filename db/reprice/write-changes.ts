import type { TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import { copyIn } from "@/db/driver/copy-in";
import { partitionName } from "@/db/partitions/partition-days";
import { COST_SUMS, LABELLED_DIMENSIONS, MAIN_DIMENSIONS, type RollupDimension } from "@/db/schema/rollup-columns";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { CountedDimension } from "../rollups/read-counted-attempts";
import { differencesOf, encodeDifferences } from "./cost-differences";
import { type CostChanges, ESTIMATED_FLAG } from "./find-changes";
import { formerColumns, NO_COST, packFormer } from "./pack-former";
import type { PricedSets } from "./priced-sets";
import type { StoredAttempts } from "./read-stored";
import type { RepricePlaces } from "./reprice-places";

/** Of a transaction: attempts to be changed, and what their changes add to the sums, by main dimensions and by labels. */
const CHANGES = "reprice_change";
export const MAIN_DIFFERENCE = "reprice_main";
export const MINUTE_DIFFERENCE = "reprice_minute";
export const LABELLED_DIFFERENCE = "reprice_labelled";
const FIELDS = 5;

export async function createChangeTables(tx: TransactionSql): Promise<void> {
  await tx.unsafe(`
    create temp table ${CHANGES} (place tid not null, written_by xid not null, cost_pico bigint, set_id int not null,
      estimated_flag int not null) on commit drop;
    ${likeCosts(MAIN_DIFFERENCE, "rollup_fresh", MAIN_DIMENSIONS)};
    ${likeCosts(MINUTE_DIFFERENCE, "rollup_fresh", MAIN_DIMENSIONS)};
    ${likeCosts(LABELLED_DIFFERENCE, "rollup_fresh_app", LABELLED_DIMENSIONS)}`);
}

function likeCosts(table: string, like: string, dimensions: readonly RollupDimension[]): string {
  const columns = ["starts_at", ...dimensions, ...COST_SUMS].join(", ");
  return `create temp table ${table} on commit drop as select ${columns} from ${like} with no data`;
}

type Part = {
  runId: number;
  day: string;
  part: number;
  stored: StoredAttempts;
  changes: CostChanges;
  places: RepricePlaces;
  sets: PricedSets;
  hasMinutes: boolean;
};

/** Prepares the change of some attempts: what they get, what that adds to the sums, and what they said before. */
export async function prepareChanges(tx: TransactionSql, part: Part): Promise<void> {
  const { stored, changes, sets } = part;
  if (changes.rows.length === 0) return;
  const formerSets = Int32Array.from(changes.rows, (row) => stored.setId[row] ?? 0);
  await sets.learn(formerSets, changes.priceIds);
  const newSets = formerSets.map((set, index) => sets.get(set, changes.priceIds[index] ?? 0));
  await copyChanges(tx, part, newSets);
  await copyDifferences(tx, part);
  await keepFormer(tx, part, newSets);
}

/**
 * Changes the attempts of a day that were prepared, and says how many those were. One that somebody else has changed since
 * it was read, which then lies elsewhere, stays as it is.
 */
export async function applyChanges(tx: TransactionSql, day: number): Promise<number> {
  const { count } = await tx.unsafe(
    `update ${partitionName(day)} r set cost_pico = c.cost_pico, attribution_id = c.set_id,
       flags = (r.flags & ~${ESTIMATED_FLAG}) | c.estimated_flag
     from ${CHANGES} c where r.ctid = c.place and r.xmin = c.written_by`,
  );
  return count;
}

async function copyChanges(tx: TransactionSql, { stored, changes }: Part, newSets: Int32Array): Promise<void> {
  const encoder = borrowEncoder();
  try {
    for (const [index, row] of changes.rows.entries()) {
      const costPico = changes.costPico[index] ?? null;
      encoder.row(FIELDS);
      encoder.tid(stored.page[row] ?? 0, stored.item[row] ?? 0);
      encoder.int32(stored.writtenBy[row] ?? 0);
      if (costPico === null) encoder.null();
      else encoder.bigint(costPico);
      encoder.int32(newSets[index] ?? 0);
      encoder.int32(changes.isEstimated[index] ? ESTIMATED_FLAG : 0);
    }
    await copyIn(tx, `copy ${CHANGES} from stdin (format binary)`, encoder.finish());
  } finally {
    returnEncoder(encoder);
  }
}

async function copyDifferences(tx: TransactionSql, part: Part): Promise<void> {
  const { stored, changes, places } = part;
  const differences = differencesOf(stored, changes);
  const placed = changes.rows.map((row) => places.place(stored.setId[row] ?? 0).codes);
  const labelSets = Int32Array.from(changes.rows, (row) => stored.labelSet[row] ?? 0);
  const code = (name: CountedDimension) => ({
    name,
    codes: name === "label_set_id" ? labelSets : Int32Array.from(placed, (codes) => codes[name]),
  });
  const main = MAIN_DIMENSIONS.map(code);
  const labelled = LABELLED_DIMENSIONS.map(code);
  const copy = async (table: string, coded: typeof labelled | typeof main, bucketUs?: number) => {
    const encoder = borrowEncoder();
    try {
      encodeDifferences(encoder, differences, { coded, ...(bucketUs === undefined ? {} : { bucketUs }) });
      await copyIn(tx, `copy ${table} from stdin (format binary)`, encoder.finish());
    } finally {
      returnEncoder(encoder);
    }
  };
  if (part.hasMinutes) await copy(MINUTE_DIFFERENCE, main, MINUTE_US);
  await copy(MAIN_DIFFERENCE, main);
  await copy(LABELLED_DIFFERENCE, labelled);
}

async function keepFormer(
  tx: TransactionSql,
  { runId, day, part, stored, changes }: Part,
  newSets: Int32Array,
): Promise<void> {
  const former = formerColumns(changes.rows.length);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, row] of changes.rows.entries()) {
    const startedAtUs = stored.startedAtUs[row] ?? 0;
    first = Math.min(first, startedAtUs);
    last = Math.max(last, startedAtUs);
    former.startedAtUs[index] = startedAtUs;
    former.idHash[index] = stored.idHash[row] ?? 0n;
    former.formerPico[index] = stored.costPico[row] ?? NO_COST;
    former.newPico[index] = changes.costPico[index] ?? NO_COST;
    former.formerSet[index] = stored.setId[row] ?? 0;
    former.newSet[index] = newSets[index] ?? 0;
    const wasEstimated = ((stored.flags[row] ?? 0) & ESTIMATED_FLAG) !== 0;
    former.estimated[index] = Number(wasEstimated) | (changes.isEstimated[index] ? 2 : 0);
  }
  const span = [formatInstantUs(first), formatInstantUs(last)];
  await tx`
    insert into reprice_former (run_id, day, part, starts_from, starts_to, attempts, packed)
    values (${runId}, ${day}::text::date, ${part}, ${span[0] ?? ""}::timestamptz, ${span[1] ?? ""}::timestamptz,
      ${changes.rows.length}, ${packFormer(former)})`;
}
