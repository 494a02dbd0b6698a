import type { Sql } from "postgres";
import { compactSketches } from "./compact-sketches";
import { beginRollupChange } from "./rollup-sql";
import { APP_PROJECTIONS, longSealed, MAIN_PROJECTIONS } from "./seal-statements";

/** Shortens the sketches of months that were added up in SQL, and to which nothing is added any more. */
export async function compactMonths(sql: Sql): Promise<number> {
  return sql.begin(async (tx) => {
    await beginRollupChange(tx);
    let shortened = 0;
    for (const projection of [...MAIN_PROJECTIONS, ...APP_PROJECTIONS]) {
      if (projection.level !== "month") continue;
      shortened += await compactSketches(tx, {
        projection,
        from: "-infinity",
        to: "infinity",
        longBytes: longSealed("infinity"),
      });
    }
    return shortened;
  });
}
