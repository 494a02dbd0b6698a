import type { Sql } from "postgres";

/**
 * Makes an index of summaries of a day's table beside reads and writes, or has it take in what came since it was made.
 *
 * `definition` is what follows the table's name. Says whether it was made; without the table there is nothing to do.
 */
export async function indexPartition(
  sql: Sql,
  { table, name, definition }: { table: string; name: string; definition: string },
): Promise<boolean> {
  const [known] = await sql.unsafe(
    "select to_regclass($1) is not null as table, to_regclass($2) is not null as index",
    [table, name],
  );
  if (known?.table !== true) return false;
  if (known.index === true) {
    await sql.unsafe("select brin_summarize_new_values(to_regclass($1))", [name]);
    return false;
  }
  await sql.unsafe(`create index concurrently if not exists ${name} on ${table} ${definition}`);
  return true;
}
