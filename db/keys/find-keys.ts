import { and, inArray, isNull } from "drizzle-orm";
import { type Scope, scopeSchema } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";

export type FoundKey = { id: string; name: string; scopes: Scope[]; expiresAt: Date | null };

/**
 * Of these hashes (see hashKey) those that are a key's, unless revoked. Whether one expired is the caller's to judge, as it
 * may keep the answer.
 */
export async function findKeys(db: Db, hashes: readonly string[]): Promise<Map<string, FoundKey>> {
  const { id, name, scopes, expiresAt, keyHash } = apiKey;
  const rows = await db
    .select({ id, name, scopes, expiresAt, keyHash })
    .from(apiKey)
    .where(and(inArray(keyHash, [...hashes]), isNull(apiKey.revokedAt)));
  return new Map(
    rows.map(({ keyHash, ...key }) => [keyHash, { ...key, scopes: scopeSchema.array().parse(key.scopes) }]),
  );
}
