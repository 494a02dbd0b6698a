import type { Tone } from "@/components/ui/tone";
import type { Key } from "@/lib/contract/keys";
import { t } from "@/lib/messages/translate";

/** Whether a key works at a moment, in a word. */
export function keyState(key: Pick<Key, "revoked_at" | "expires_at">, asOf: string): { tone: Tone; text: string } {
  if (key.revoked_at !== null) return { tone: "neutral", text: t("revoked") };
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= Date.parse(asOf);
  return isOver ? { tone: "warn", text: t("expired") } : { tone: "good", text: t("active") };
}
