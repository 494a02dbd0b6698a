import type { Sql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS } from "@/db/schema/rollup-columns";
import { compactSketches } from "./compact-sketches";
import { beginRollupChange } from "./rollup-sql";

const LONG_FRESH_BYTES = () => "4096";

/** Shortens the sketches of fresh minutes, which grow with every fold. */
export async function compactFresh(sql: Sql): Promise<number> {
  return sql.begin(async (tx) => {
    await beginRollupChange(tx);
    const everything = { from: "-infinity", to: "infinity", longBytes: LONG_FRESH_BYTES };
    const main = await compactSketches(tx, {
      projection: { table: "rollup_fresh", dimensions: MAIN_DIMENSIONS },
      ...everything,
    });
    const app = await compactSketches(tx, {
      projection: { table: "rollup_fresh_app", dimensions: LABELLED_DIMENSIONS },
      ...everything,
    });
    return main + app;
  });
}
