import type { Sql, TransactionSql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS, type RollupDimension, rollupColumns } from "@/db/schema/rollup-columns";
import { theRow } from "@/db/the-row";
import { beginRollupChange, deltaDimension, selectSums, unnestDeltas, upsertRollup } from "./rollup-sql";

// Bounds the transaction after a long pause; the next round takes the rest.
export const DELTAS_MAX = 200;

/**
 * Moves pending deltas into the fresh minutes and returns how many there were, 0 when the queues are empty.
 * How deltas, fresh minutes and levels add up: docs/decisions/additive-rollups.md.
 *
 * Deletes exactly what it adds, in one statement: a delta is counted once whatever crashes, and one that commits late
 * is simply there next time.
 */
export async function foldDeltas(sql: Sql): Promise<number> {
  return sql.begin(async (tx) => {
    await beginRollupChange(tx);
    return foldOnce(tx);
  });
}

/** The same within a transaction that holds the rollup lock. */
export async function foldOnce(tx: TransactionSql): Promise<number> {
  const main = await foldQueue(tx, "rollup_delta", "rollup_fresh", MAIN_DIMENSIONS);
  const app = await foldQueue(tx, "rollup_delta_app", "rollup_fresh_app", LABELLED_DIMENSIONS);
  return Math.max(main, app);
}

async function foldQueue(
  tx: TransactionSql,
  queue: string,
  target: string,
  dimensions: readonly RollupDimension[],
): Promise<number> {
  const statement = foldStatement(queue, target, dimensions);
  return theRow(await tx.unsafe<{ folded: number }[]>(statement, [DELTAS_MAX], { prepare: true })).folded;
}

function foldStatement(queue: string, target: string, dimensions: readonly RollupDimension[]): string {
  const keys = new Map(dimensions.map((name): [string, string] => [name, `${deltaDimension(name)} as ${name}`]));
  const qualified = rollupColumns(dimensions).map((name) => keys.get(name) ?? `delta.${name}`);
  return `
    with taken as (
      delete from ${queue} where seq in (select seq from ${queue} order by seq limit $1) returning *
    ),
    groups as (select ${qualified.join(", ")} from ${unnestDeltas("taken", dimensions)}),
    sums as (${selectSums({ from: "groups", startsAt: "starts_at", dimensions })}),
    folded as (${upsertRollup(target, dimensions, "sums")})
    select count(*)::int as folded from taken`;
}
