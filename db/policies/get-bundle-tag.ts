import type { Sql } from "@/db/client";
import { FIRST_BUNDLE } from "./build-bundle";

/** Version and ETag of the newest bundle, without its body: asked so often that it goes past the query builder. */
export async function getBundleTag(sql: Sql): Promise<{ version: number; etag: string }> {
  const [row] = await sql<{ version: string; etag: string }[]>`
    select version, etag from policy_bundle order by version desc limit 1`;
  if (!row) return { version: FIRST_BUNDLE.version, etag: FIRST_BUNDLE.etag };
  return { version: Number(row.version), etag: row.etag };
}
