import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const ROWS_PER_FETCH = 5_000;

/** The rows of a statement within a transaction, parsed, a few thousand at a time; only those are in memory here. */
export async function* fetchRows<S extends z.ZodType>(
  tx: Db,
  query: SQL,
  rowSchema: S,
): AsyncGenerator<z.output<S>[], void, undefined> {
  // Without this the planner prefers a plan that has its first rows early and all of them late.
  await tx.execute(sql`set local cursor_tuple_fraction = 1`);
  await tx.execute(sql`declare fetched_rows no scroll cursor for ${query}`);
  for (;;) {
    const rows = await selectRows(tx, sql`fetch ${sql.raw(String(ROWS_PER_FETCH))} from fetched_rows`, rowSchema);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await tx.execute(sql`close fetched_rows`);
}
