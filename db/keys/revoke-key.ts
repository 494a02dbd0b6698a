import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Key } from "@/lib/contract/keys";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { apiKey } from "../schema/api-keys";
import { toKey } from "./key-row";

/** Ends a key for good. Its row stays for the record; revoking it again is NOT_FOUND. */
export function revokeKey(db: Db, input: { id: string; actor: string; now: Date }): Promise<Key> {
  const { id, actor, now } = input;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(apiKey)
      .set({ revokedAt: now })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning();
    if (!row) throw new AppError("NOT_FOUND", t("There is no such key, or it is revoked already"));
    const { prefix, scopes } = row;
    await recordAudit(tx, { actor, action: "key.revoke", subject: row.name, before: { prefix, scopes }, now });
    return toKey(row);
  });
}
