import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/contract/error";
import type { CreatedKey, NewKey } from "@/lib/contract/keys";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { insertKey } from "./insert-key";

const KEY_BYTES = 32;

/** Makes a machine key of 256 random bits. The answer is the only place where the key itself ever appears. */
export async function createKey(db: Db, input: { key: NewKey; actor: string; now: Date }): Promise<CreatedKey> {
  const { actor, now } = input;
  const { name, scopes, expires_at } = input.key;
  const expiresAt = expires_at ? new Date(expires_at) : null;
  if (expiresAt && expiresAt <= now) {
    throw new AppError("INVALID", t("A key cannot expire in the past"), {
      fields: { expires_at: [t("Must be in the future")] },
    });
  }
  const key = `sy_${randomBytes(KEY_BYTES).toString("base64url")}`;
  const stored = await insertKey(db, { key, name, scopes, expiresAt, actor, now });
  if (!stored) throw new Error("Two keys of 256 random bits were equal");
  return { ...stored, key };
}
