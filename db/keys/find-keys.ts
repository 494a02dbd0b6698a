import { and, eq, isNull, sql } from "drizzle-orm";
import { type HeldScope, heldScopeSchema } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { rowsOfAll } from "../the-row";

export type FoundKey = { id: string; name: string; scopes: HeldScope[]; expiresAt: Date | null };

/**
 * Of these hashes (see hashKey) those that are a key's, unless revoked. Whether one expired is the caller's to judge, as it
 * may keep the answer.
 */
export async function findKeys(db: Db, hashes: readonly string[]): Promise<Map<string, FoundKey>> {
  const { id, name, scopes, expiresAt } = apiKey;
  const asked = [...new Set(hashes)];
  // Answers for unknown keys too, so that a missing row is a fault of the database's and never a refused router.
  const rows = await db
    .select({ hash: sql<string>`asked.hash`, key: { id, name, scopes, expiresAt } })
    .from(sql`unnest(${sql.param(asked)}::text[]) as asked(hash)`)
    .leftJoin(apiKey, and(eq(apiKey.keyHash, sql`asked.hash`), isNull(apiKey.revokedAt)));
  const found = new Map<string, FoundKey>();
  for (const { hash, key } of rowsOfAll(rows, asked.length)) {
    if (key) found.set(hash, { ...key, scopes: heldScopeSchema.array().parse(key.scopes) });
  }
  return found;
}
