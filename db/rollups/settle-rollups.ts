import type { Sql } from "postgres";
import { TABLE_PLACEMENT } from "../schema/distribution";
import { countSparseDays } from "./count-sparse-days";
import { foldDeltas } from "./fold-deltas";
import { sealMinutes } from "./seal-minutes";

const ROLLUPS = Object.keys(TABLE_PLACEMENT).filter((table) => table.startsWith("rollup_"));

/**
 * Brings every record before an instant into all levels, and clears what a bulk load leaves behind: passing a month
 * through the fresh minutes, it makes them many times their size, and each reader would walk through that.
 *
 * Not within a transaction. A running server's own folding and sealing may go on beside it.
 */
export async function settleRollups(sql: Sql, input: { before: Date }): Promise<void> {
  await countSparseDays(sql, input);
  while ((await foldDeltas(sql)) > 0);
  await sealMinutes(sql, input);
  await sql.unsafe(`vacuum (analyze) ${ROLLUPS.join(", ")}`);
}
