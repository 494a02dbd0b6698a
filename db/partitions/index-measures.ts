import type { Sql } from "postgres";
import { MEASURE_EXPRESSIONS } from "../schema/measure-columns";
import { partitionName } from "./partition-days";
import { summarizePartition } from "./summarize-partition";

/** So many pages, some 120 attempts, are summarised together: 0.8 bytes an attempt. */
const PAGES_PER_RANGE = 2;

/**
 * Has the slowest, most expensive or largest attempts of a day found without reading all of them, or takes in what came
 * since the last time; until then a row costs a writer next to nothing, and a reader looks at it.
 *
 * Keeps the least and the most of every measure for each few pages. Reads and writes go on meanwhile.
 */
export async function indexMeasures(sql: Sql, { day }: { day: number }): Promise<void> {
  const table = partitionName(day);
  const definition = `using brin (${MEASURE_EXPRESSIONS.join(", ")}) with (pages_per_range = ${PAGES_PER_RANGE})`;
  await summarizePartition(sql, { table, name: `${table}_measures`, definition });
}
