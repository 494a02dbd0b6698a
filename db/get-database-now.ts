import type { ISql } from "postgres";

/** The database's own time: whatever destroys or refuses for good goes by it, since a process's clock may be wrong. */
export async function getDatabaseNow(sql: ISql): Promise<Date> {
  const [row] = await sql<{ ms: number }[]>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  if (!row) throw new Error("The database did not return its time");
  return new Date(row.ms);
}
