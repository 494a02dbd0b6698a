import { and, eq, isNull } from "drizzle-orm";
import { type Scope, scopeSchema } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { hashKey } from "./hash-key";

export type FoundKey = { id: string; name: string; scopes: Scope[]; expiresAt: Date | null };

/** The key a caller presented, unless unknown or revoked. Whether it expired is the caller's to judge, as it may keep the answer. */
export async function findKey(db: Db, input: { key: string }): Promise<FoundKey | null> {
  const [row] = await db
    .select({ id: apiKey.id, name: apiKey.name, scopes: apiKey.scopes, expiresAt: apiKey.expiresAt })
    .from(apiKey)
    .where(and(eq(apiKey.keyHash, hashKey(input.key)), isNull(apiKey.revokedAt)));
  return row ? { ...row, scopes: scopeSchema.array().parse(row.scopes) } : null;
}
