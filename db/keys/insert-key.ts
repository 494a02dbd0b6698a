import type { HeldScope, Key } from "@/lib/contract/keys";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { hashKey } from "./hash-key";
import { toKey } from "./key-row";

const PREFIX_CHARACTERS = 8;

export type InsertKeyInput = {
  key: string;
  name: string;
  scopes: readonly HeldScope[];
  expiresAt: Date | null;
  actor: string;
  now: Date;
};

/** Stores a key by its hash and notes who made it; null when this very key is stored already, revoked or not. */
export function insertKey(db: Db, input: InsertKeyInput): Promise<Key | null> {
  const { key, name, scopes, expiresAt, actor, now } = input;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(apiKey)
      .values({
        name,
        prefix: key.slice(0, PREFIX_CHARACTERS),
        keyHash: hashKey(key),
        scopes: [...scopes],
        createdBy: actor,
        createdAt: now,
        expiresAt,
      })
      .onConflictDoNothing()
      .returning();
    if (!row) return null;
    const stored = toKey(row);
    const { prefix, expires_at } = stored;
    await recordAudit(tx, { actor, action: "key.create", subject: name, after: { prefix, scopes, expires_at }, now });
    return stored;
  });
}
