import { type SQL, sql } from "drizzle-orm";
import { isMoney, type RollupSum } from "../schema/rollup-columns";

/**
 * The sum of a column, null of nothing; whole and exact, whatever it is of.
 *
 * Groups may be as many as rows, and then what a sum keeps of each costs more than adding up: whole numbers need nothing but
 * themselves, and money that is nowhere but 0 is not even begun.
 */
export function addedUp(name: RollupSum, column: SQL): SQL {
  return isMoney(name) ? sql`sum(${column}) filter (where ${column} <> 0)` : sql`add_up(${column}::bigint)`;
}
