import type { Sql } from "postgres";
import { compactSketches } from "./compact-sketches";
import { beginRollupChange } from "./rollup-sql";
import { longSealed, PROJECTIONS } from "./seal-statements";

/**
 * Shortens the sketches of months that were added up in SQL, as a migration does; the sealer shortens its own.
 *
 * A month at a time, each in a transaction, so that folding gets its turn in between and memory stays bounded.
 */
export async function compactMonths(sql: Sql): Promise<number> {
  let shortened = 0;
  for (const projection of PROJECTIONS) {
    if (projection.level !== "month") continue;
    const months = await sql.unsafe<{ from: string; to: string }[]>(
      `select distinct starts_at::text as from, (starts_at + interval '1 day')::text as to from ${projection.table} order by 1`,
    );
    for (const { from, to } of months) {
      shortened += await sql.begin(async (tx) => {
        await beginRollupChange(tx);
        return compactSketches(tx, { projection, from, to, longBytes: longSealed("infinity") });
      });
    }
  }
  return shortened;
}
