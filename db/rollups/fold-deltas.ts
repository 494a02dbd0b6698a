import type { Sql, TransactionSql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS, type RollupDimension, rollupColumns } from "@/db/schema/rollup-columns";
import { theRow } from "@/db/the-row";
import type { Span } from "./plan-chunks";
import { beginRollupChange, deltaDimension, selectSums, unnestDeltas, upsertRollup } from "./rollup-sql";

// Bounds the transaction after a long pause, by what is in the deltas and by their number; the next one takes the rest.
const AT_ONCE = { groups: 100_000, deltas: 1_000 };

const TOUCHES = "exists (select from unnest(starts_at) at where at >= $3::timestamptz and at < $4::timestamptz)";
/** Of a delta of which nothing is before $1 or from $2 on. */
export const LIES_WITHIN =
  "not exists (select from unnest(starts_at) at where at < $1::timestamptz or at >= $2::timestamptz)";
const FOLD = foldStatements("true");
const FOLD_TOUCHING = foldStatements(TOUCHES);

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
async function foldOnce(tx: TransactionSql, { groups, deltas } = AT_ONCE): Promise<number> {
  return runFold(tx, FOLD, [groups, deltas]);
}

/**
 * Takes off what is pending of a span whose levels the transaction counts anew from the attempts, and which it then empties: deltas
 * that lie in it are forgotten, those that also reach beyond it are folded.
 */
export async function takePending(tx: TransactionSql, { from, to }: Span): Promise<void> {
  const span = [from.toISOString(), to.toISOString()];
  for (const queue of ["rollup_delta", "rollup_delta_app"]) {
    await tx.unsafe(`delete from ${queue} where ${LIES_WITHIN}`, span);
  }
  while ((await runFold(tx, FOLD_TOUCHING, [AT_ONCE.groups, AT_ONCE.deltas, ...span])) > 0);
}

type FoldStatements = Record<"main" | "labelled", string>;

async function runFold(
  tx: TransactionSql,
  { main, labelled }: FoldStatements,
  values: (string | number)[],
): Promise<number> {
  const ofMain = theRow(await tx.unsafe<Folded[]>(main, values, { prepare: true }));
  const ofLabelled = theRow(await tx.unsafe<Folded[]>(labelled, values, { prepare: true }));
  return Math.max(ofMain.folded, ofLabelled.folded);
}

function foldStatements(which: string): FoldStatements {
  return {
    main: foldStatement("rollup_delta", "rollup_fresh", MAIN_DIMENSIONS, which),
    labelled: foldStatement("rollup_delta_app", "rollup_fresh_app", LABELLED_DIMENSIONS, which),
  };
}

function foldStatement(queue: string, target: string, dimensions: readonly RollupDimension[], which: string): string {
  const keys = new Map(dimensions.map((name): [string, string] => [name, `${deltaDimension(name)} as ${name}`]));
  const qualified = rollupColumns(dimensions).map((name) => keys.get(name) ?? `delta.${name}`);
  return `
    with oldest as (
      select seq, sum(cardinality(starts_at)) over (order by seq) - cardinality(starts_at) as before
      from (select seq, starts_at from ${queue} where ${which} order by seq limit $2) queued
    ),
    taken as (delete from ${queue} where seq in (select seq from oldest where before < $1) returning *),
    groups as (select ${qualified.join(", ")} from ${unnestDeltas("taken", dimensions)}),
    sums as (${selectSums({ from: "groups", startsAt: "starts_at", dimensions })}),
    folded as (${upsertRollup(target, dimensions, "sums")})
    select count(*)::int as folded from taken`;
}
