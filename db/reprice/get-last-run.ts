import type { ISql } from "postgres";

/** The number of the newest re-price that was begun, 0 where there is none. */
export async function getLastRun(sql: ISql): Promise<number> {
  const [row] = await sql<{ last: number }[]>`select coalesce(max(id), 0)::int as last from reprice_run`;
  return row?.last ?? 0;
}
