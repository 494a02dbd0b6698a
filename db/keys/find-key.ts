import { and, eq, isNull, sql } from "drizzle-orm";
import { type Scope, scopeSchema } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { theRow } from "../the-row";
import { hashKey } from "./hash-key";

export type FoundKey = { id: string; name: string; scopes: Scope[]; expiresAt: Date | null };

/** The key a caller presented, unless unknown or revoked. Whether it expired is the caller's to judge, as it may keep the answer. */
export async function findKey(db: Db, input: { key: string }): Promise<FoundKey | null> {
  // Answers for an unknown key too, so that no row is a fault of the database's and never a refused router.
  const { key } = theRow(
    await db
      .select({ key: { id: apiKey.id, name: apiKey.name, scopes: apiKey.scopes, expiresAt: apiKey.expiresAt } })
      .from(sql`(values (1)) as asked`)
      .leftJoin(apiKey, and(eq(apiKey.keyHash, hashKey(input.key)), isNull(apiKey.revokedAt))),
  );
  return key && { ...key, scopes: scopeSchema.array().parse(key.scopes) };
}
