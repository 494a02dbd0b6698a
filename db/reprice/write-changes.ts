import type { TransactionSql } from "postgres";
import { borrowEncoder, returnEncoder } from "@/db/copy/borrow-encoder";
import { copyIn } from "@/db/driver/copy-in";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS } from "@/db/schema/rollup-columns";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { differenceOf } from "../ingest/append-difference";
import { countedFlags } from "../ingest/attempt-flags";
import { type CountedAttempt, measureAttempts } from "../ingest/measure-attempts";
import { BY_MINUTE, BY_QUARTER, type Counted, copyGroups } from "../rollups/recount-attempts";
import { type CostChanges, ESTIMATED_FLAG, tokens } from "./find-changes";
import { formerColumns, NO_COST, packFormer } from "./pack-former";
import type { PricedSets } from "./priced-sets";
import { ID_HASH, type StoredAttempts } from "./read-stored";
import type { RepricePlaces } from "./reprice-places";

/** Of a transaction: attempts to be changed, and what their changes add to the sums, by main dimensions and by labels. */
const CHANGES = "reprice_change";
export const MAIN_DIFFERENCE = "reprice_main";
export const LABELLED_DIFFERENCE = "reprice_labelled";
const FIELDS = 8;

export async function createChangeTables(tx: TransactionSql): Promise<void> {
  await tx.unsafe(`
    create temp table ${CHANGES} (started_at timestamptz not null, id_hash bigint not null, revision smallint not null,
      former_pico bigint, former_set int not null, cost_pico bigint, set_id int not null, estimated int not null) on commit drop;
    create temp table ${MAIN_DIFFERENCE} (like rollup_fresh) on commit drop;
    create temp table ${LABELLED_DIFFERENCE} (like rollup_fresh_app) on commit drop`);
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
  await sets.learn(
    changes.rows.map((row) => stored.setId[row] ?? 0),
    changes.priceIds,
  );
  await copyChanges(tx, part);
  await copyDifferences(tx, part);
  await keepFormer(tx, part);
}

/**
 * Changes the attempts that were prepared, in [from, to), and says how many those were. One that somebody else has changed
 * since it was read stays as it is.
 */
export async function applyChanges(tx: TransactionSql, { from, to }: { from: string; to: string }): Promise<number> {
  await tx.unsafe(`analyze ${CHANGES}`);
  const { count } = await tx.unsafe(
    `update attempt_row r set cost_pico = c.cost_pico, attribution_id = c.set_id,
       flags = (r.flags & ~${ESTIMATED_FLAG}) | (c.estimated & ${ESTIMATED_FLAG})
     from ${CHANGES} c
     where r.bucket = ${ONLY_BUCKET} and r.started_at >= $1::timestamptz and r.started_at < $2::timestamptz
       and r.started_at = c.started_at and ${ID_HASH} = c.id_hash and r.revision = c.revision
       and r.attribution_id = c.former_set and r.cost_pico is not distinct from c.former_pico
       and (r.flags & ${ESTIMATED_FLAG}) = (c.estimated >> 16)`,
    [from, to],
  );
  return count;
}

async function copyChanges(tx: TransactionSql, { stored, changes, sets }: Part): Promise<void> {
  const encoder = borrowEncoder();
  const cost = (pico: bigint | null) => (pico === null ? encoder.null() : encoder.bigint(pico));
  try {
    for (const [index, row] of changes.rows.entries()) {
      const setId = stored.setId[row] ?? 0;
      const wasEstimated = (stored.flags[row] ?? 0) & ESTIMATED_FLAG;
      encoder.row(FIELDS);
      encoder.timestamp(stored.startedAtUs[row] ?? 0);
      encoder.bigint(stored.idHash[row] ?? 0n);
      encoder.int16(stored.revision[row] ?? 0);
      cost(stored.costPico[row] ?? null);
      encoder.int32(setId);
      cost(changes.costPico[index] ?? null);
      encoder.int32(sets.get(setId, changes.priceIds[index] ?? 0));
      encoder.int32((wasEstimated << 16) | (changes.isEstimated[index] ? ESTIMATED_FLAG : 0));
    }
    await copyIn(tx, `copy ${CHANGES} from stdin (format binary)`, encoder.finish());
  } finally {
    returnEncoder(encoder);
  }
}

async function copyDifferences(tx: TransactionSql, part: Part): Promise<void> {
  const { stored, changes, places } = part;
  const before = changes.rows.map((row) => countedOf(stored, row));
  const after = before.map((attempt, index) => ({
    ...attempt,
    costPico: changes.costPico[index] ?? null,
    costEstimated: changes.isEstimated[index] ?? false,
  }));
  const remains = changes.rows.map(() => true);
  const codes = (name: "model_id" | "provider_id" | "region_id" | "tier_id" | "app_id") =>
    Int32Array.from(changes.rows, (row) => places.place(stored.setId[row] ?? 0).codes[name]);
  const counted: Counted = {
    measures: differenceOf(measureAttempts(before), measureAttempts(after), remains),
    codes: {
      model_id: codes("model_id"),
      provider_id: codes("provider_id"),
      region_id: codes("region_id"),
      tier_id: codes("tier_id"),
      app_id: codes("app_id"),
      label_set_id: Int32Array.from(changes.rows, (row) => stored.labelSet[row] ?? 0),
    },
  };
  await copyGroups(tx, MAIN_DIFFERENCE, counted, MAIN_DIMENSIONS, part.hasMinutes ? BY_MINUTE : BY_QUARTER);
  await copyGroups(tx, LABELLED_DIFFERENCE, counted, LABELLED_DIMENSIONS, BY_QUARTER);
}

/** A stored attempt in the terms in which it was added up. Its samples do not change, and are left out. */
function countedOf(stored: StoredAttempts, row: number): CountedAttempt {
  return {
    ...countedFlags(stored.flags[row] ?? 0),
    startedAtUs: stored.startedAtUs[row] ?? 0,
    durationUs: null,
    ttftUs: null,
    inputTokens: tokens(stored.inputTokens, row),
    outputTokens: tokens(stored.outputTokens, row),
    cachedInputTokens: tokens(stored.cachedInputTokens, row),
    cacheWriteTokens: tokens(stored.cacheWriteTokens, row),
    reasoningTokens: tokens(stored.reasoningTokens, row),
    costPico: stored.costPico[row] ?? null,
    reportedCostPico: stored.reportedCostPico.get(row) ?? null,
  };
}

async function keepFormer(tx: TransactionSql, { runId, day, part, stored, changes, sets }: Part): Promise<void> {
  const former = formerColumns(changes.rows.length);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, row] of changes.rows.entries()) {
    const startedAtUs = stored.startedAtUs[row] ?? 0;
    const setId = stored.setId[row] ?? 0;
    first = Math.min(first, startedAtUs);
    last = Math.max(last, startedAtUs);
    former.startedAtUs[index] = startedAtUs;
    former.idHash[index] = stored.idHash[row] ?? 0n;
    former.formerPico[index] = stored.costPico[row] ?? NO_COST;
    former.newPico[index] = changes.costPico[index] ?? NO_COST;
    former.formerSet[index] = setId;
    former.newSet[index] = sets.get(setId, changes.priceIds[index] ?? 0);
    const wasEstimated = ((stored.flags[row] ?? 0) & ESTIMATED_FLAG) !== 0;
    former.estimated[index] = Number(wasEstimated) | (changes.isEstimated[index] ? 2 : 0);
  }
  const span = [formatInstantUs(first), formatInstantUs(last)];
  await tx`
    insert into reprice_former (run_id, day, part, starts_from, starts_to, attempts, packed)
    values (${runId}, ${day}::text::date, ${part}, ${span[0] ?? ""}::timestamptz, ${span[1] ?? ""}::timestamptz,
      ${changes.rows.length}, ${packFormer(former)})`;
}
