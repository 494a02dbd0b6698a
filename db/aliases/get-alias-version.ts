import type { Sql } from "postgres";
import { theRow } from "@/db/the-row";

/** The number of the alias table in force, 0 where none was published: cheap enough to ask for every post of logs. */
export async function getAliasVersion(sql: Sql): Promise<number> {
  return theRow(await sql<{ version: number }[]>`select coalesce(max(version), 0)::int as version from alias_version`)
    .version;
}
