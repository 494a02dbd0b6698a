import type { Sql } from "postgres";
import { getAliasVersion } from "@/db/aliases/get-alias-version";
import type { Db } from "@/db/client";
import { getAliases } from "@/db/policies/get-aliases";

/**
 * The alias table in force at the moment of asking, read again only when a new version was published.
 *
 * Asked for every post, so that records sent after a publish was answered go by it, on whichever replica.
 */
export function createAliasCache({ db, sql }: { db: Db; sql: Sql }): () => Promise<ReadonlyMap<string, string>> {
  let known: { version: number; table: ReadonlyMap<string, string> } | undefined;
  return async () => {
    const version = await getAliasVersion(sql);
    if (known?.version !== version) {
      const { aliases, version: read } = await getAliases(db);
      known = { version: read, table: new Map(Object.entries(aliases)) };
    }
    return known.table;
  };
}
