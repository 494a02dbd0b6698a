import { SCOPES } from "@/lib/contract/keys";
import type { Db } from "../client";
import { insertKey } from "./insert-key";

/**
 * Stores the key of the start-up environment with every scope, if absent; true when it was.
 *
 * A key revoked since stays revoked: a restart must not undo an admin's decision.
 */
export async function bootstrapKey(db: Db, input: { key: string; now: Date }): Promise<boolean> {
  const { key, now } = input;
  const stored = await insertKey(db, {
    key,
    name: "Start-up key",
    scopes: SCOPES,
    expiresAt: null,
    actor: "start-up",
    now,
  });
  return stored !== null;
}
