import type { Sql } from "postgres";

/** The number of the alias table in force, 0 where none was published: cheap enough to ask for every post of logs. */
export async function getAliasVersion(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: number }[]>`select coalesce(max(version), 0)::int as version from alias_version`;
  return row?.version ?? 0;
}
