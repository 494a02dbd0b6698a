import { and, arrayContains, gt, inArray, isNull, or } from "drizzle-orm";
import type { Scope } from "@/lib/contract/keys";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";

/** Which of these keys are active at a moment and have the scope, read anew: for all listeners of a stream at once. */
export async function listKeysWithScope(
  db: Db,
  input: { ids: readonly string[]; scope: Scope; now: Date },
): Promise<Set<string>> {
  const { ids, scope, now } = input;
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(
      and(
        inArray(apiKey.id, [...ids]),
        isNull(apiKey.revokedAt),
        or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, now)),
        arrayContains(apiKey.scopes, [scope]),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
