import type { ISql } from "postgres";

/** The migration a database was last brought to, as the instant (epoch ms) that names it; 0 where it has none. */
export async function getNewestMigration(sql: ISql): Promise<number> {
  const [table] = await sql<{ isThere: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as "isThere"`;
  if (!table?.isThere) return 0;
  const [row] = await sql<{ at: number }[]>`
    select coalesce(max(created_at), 0)::float8 as at from drizzle.__drizzle_migrations`;
  return row?.at ?? 0;
}
