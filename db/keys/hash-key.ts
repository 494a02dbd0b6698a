import { createHash } from "node:crypto";

/** The form in which a machine key is stored and looked up. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
