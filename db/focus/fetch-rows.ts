import { setImmediate as turn } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const ROWS_PER_FETCH = 2_000;

/**
 * The rows of a statement within a transaction, parsed, some thousand at a time. While those are worked on the database
 * makes the next; no more are in memory here.
 */
export async function* fetchRows<S extends z.ZodType>(
  tx: Db,
  query: SQL,
  rowSchema: S,
): AsyncGenerator<z.output<S>[], void, undefined> {
  const fetch = () => selectRows(tx, sql`fetch ${sql.raw(String(ROWS_PER_FETCH))} from fetched_rows`, rowSchema);
  // All sent at once: answers wait for their turn while what came before is worked on.
  let [, , rows] = await Promise.all([
    // Without this the planner prefers a plan that has its first rows early and all of them late.
    tx.execute(sql`set local cursor_tuple_fraction = 1`).execute(),
    tx.execute(sql`declare fetched_rows no scroll cursor for ${query}`).execute(),
    fetch(),
  ]);
  while (rows.length === ROWS_PER_FETCH) {
    const next = fetch();
    // Whoever stops reading does not wait for it.
    next.catch(() => undefined);
    // It is sent when this turn of the event loop is over.
    await turn();
    yield rows;
    rows = await next;
  }
  const closed = tx.execute(sql`close fetched_rows`).execute();
  closed.catch(() => undefined);
  if (rows.length > 0) yield rows;
  await closed;
}
