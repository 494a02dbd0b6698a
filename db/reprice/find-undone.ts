import type { TransactionSql } from "postgres";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { type CostChanges, count, ESTIMATED_FLAG, noChanges } from "./find-changes";
import { type FormerColumns, NO_COST, unpackFormer } from "./pack-former";
import type { StoredAttempts } from "./read-stored";
import type { RepricePlaces } from "./reprice-places";
import type { RepriceTally } from "./reprice-tally";

type Input = { runId: number; day: string; fromUs: number; toUs: number };
type Knowledge = { places: RepricePlaces; tally: RepriceTally };

/** What attempts said before a run, of those that began within [fromUs, toUs): packed columns, and where each is in them. */
export type FormerOfSpan = { columns: FormerColumns[]; placeOf: Map<string, { part: number; index: number }> };

export async function readFormer(tx: TransactionSql, { runId, day, fromUs, toUs }: Input): Promise<FormerOfSpan> {
  const parts = await tx<{ packed: Buffer }[]>`
    select packed from reprice_former
    where run_id = ${runId} and day = ${day}::text::date
      and starts_from < ${formatInstantUs(toUs)}::timestamptz and starts_to >= ${formatInstantUs(fromUs)}::timestamptz
    order by part`;
  const columns = parts.map(({ packed }) => unpackFormer(packed));
  const placeOf: FormerOfSpan["placeOf"] = new Map();
  for (const [part, { length, startedAtUs, idHash }] of columns.entries()) {
    for (let index = 0; index < length; index++) {
      const at = startedAtUs[index] ?? 0;
      if (at >= fromUs && at < toUs) placeOf.set(`${at} ${idHash[index]}`, { part, index });
    }
  }
  return { columns, placeOf };
}

/**
 * Which stored attempts get back what they said before a run, and how many do not, since something else has changed or
 * removed them after it.
 */
export function findUndone(
  stored: StoredAttempts,
  former: FormerOfSpan,
  { places, tally }: Knowledge,
): { changes: CostChanges; skipped: number } {
  const changes = noChanges();
  for (let row = 0; row < stored.length; row++) {
    const place = former.placeOf.get(`${stored.startedAtUs[row]} ${stored.idHash[row]}`);
    const columns = place && former.columns[place.part];
    if (!place || !columns) continue;
    const { formerPico, newPico, newSet, estimated } = columns;
    const flags = estimated[place.index] ?? 0;
    const current = stored.costPico[row] ?? null;
    const isAsWritten =
      (current ?? NO_COST) === newPico[place.index] &&
      stored.setId[row] === newSet[place.index] &&
      (((stored.flags[row] ?? 0) & ESTIMATED_FLAG) !== 0) === ((flags & 2) !== 0);
    if (!isAsWritten) continue;
    const before = formerPico[place.index] ?? NO_COST;
    const costPico = before === NO_COST ? null : before;
    const priceId = places.place(columns.formerSet[place.index] ?? 0).priceId;
    count(tally.at(stored.setId[row] ?? 0, priceId, places.place(stored.setId[row] ?? 0)), current, costPico, true);
    changes.rows.push(row);
    changes.costPico.push(costPico);
    changes.isEstimated.push((flags & 1) !== 0);
    changes.priceIds.push(priceId);
  }
  return { changes, skipped: former.placeOf.size - changes.rows.length };
}

/** The dimension sets that attempts had before a run. */
export function formerSets({ columns }: FormerOfSpan): Int32Array {
  const sets = new Set<number>();
  for (const { formerSet } of columns) for (const id of formerSet) sets.add(id);
  return Int32Array.from(sets);
}
