import type { Sql } from "postgres";
import { MEASURE_EXPRESSIONS } from "../schema/measure-columns";
import { partitionName } from "./partition-days";

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
  const name = `${table}_measures`;
  const [known] = await sql.unsafe(
    "select to_regclass($1) is not null as table, to_regclass($2) is not null as index",
    [table, name],
  );
  if (known?.table !== true) return;
  if (known.index === true) {
    await sql.unsafe("select brin_summarize_new_values(to_regclass($1))", [name]);
    return;
  }
  await sql.unsafe(
    `create index concurrently if not exists ${name} on ${table} using brin (${MEASURE_EXPRESSIONS.join(", ")})
     with (pages_per_range = ${PAGES_PER_RANGE})`,
  );
}
