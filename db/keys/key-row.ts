import { heldScopeSchema, type Key } from "@/lib/contract/keys";
import type { apiKey } from "../schema/api-keys";

export type KeyRow = typeof apiKey.$inferSelect;

/** A stored key as the API shows it: without its hash. */
export function toKey(row: KeyRow): Key {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: heldScopeSchema.array().parse(row.scopes),
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
  };
}
