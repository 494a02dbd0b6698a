import type { Sql, TransactionSql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS, type RollupDimension, rollupColumns } from "@/db/schema/rollup-columns";
import { theRow } from "@/db/the-row";
import { beginRollupChange, deltaDimension, selectSums, unnestDeltas, upsertRollup } from "./rollup-sql";

// Bounds the transaction after a long pause, by what is in the deltas and by their number; the next one takes the rest.
const AT_ONCE = { groups: 100_000, deltas: 1_000 };

const FOLD_MAIN = foldStatement("rollup_delta", "rollup_fresh", MAIN_DIMENSIONS);
const FOLD_LABELLED = foldStatement("rollup_delta_app", "rollup_fresh_app", LABELLED_DIMENSIONS);

type Folded = { folded: number };

/**
 * Moves pending deltas into the fresh minutes and returns how many there were, 0 when the queues are empty.
 * How deltas, fresh minutes and levels add up: docs/decisions/additive-rollups.md.
 *
 * Deletes exactly what it adds, in one statement: a delta is counted once whatever crashes, and one that commits late
 * is simply there next time.
 */
export async function foldDeltas(sql: Sql, atOnce = AT_ONCE): Promise<number> {
  return sql.begin(async (tx) => {
    await beginRollupChange(tx);
    return foldOnce(tx, atOnce);
  });
}

/** The same within a transaction that holds the rollup lock. */
export async function foldOnce(tx: TransactionSql, { groups, deltas } = AT_ONCE): Promise<number> {
  const bounds = [groups, deltas];
  const main = await tx.unsafe<Folded[]>(FOLD_MAIN, bounds, { prepare: true });
  const labelled = await tx.unsafe<Folded[]>(FOLD_LABELLED, bounds, { prepare: true });
  return Math.max(theRow(main).folded, theRow(labelled).folded);
}

function foldStatement(queue: string, target: string, dimensions: readonly RollupDimension[]): string {
  const keys = new Map(dimensions.map((name): [string, string] => [name, `${deltaDimension(name)} as ${name}`]));
  const qualified = rollupColumns(dimensions).map((name) => keys.get(name) ?? `delta.${name}`);
  return `
    with oldest as (
      select seq, sum(cardinality(starts_at)) over (order by seq) - cardinality(starts_at) as before
      from (select seq, starts_at from ${queue} order by seq limit $2) queued
    ),
    taken as (delete from ${queue} where seq in (select seq from oldest where before < $1) returning *),
    groups as (select ${qualified.join(", ")} from ${unnestDeltas("taken", dimensions)}),
    sums as (${selectSums({ from: "groups", startsAt: "starts_at", dimensions })}),
    folded as (${upsertRollup(target, dimensions, "sums")})
    select count(*)::int as folded from taken`;
}
