import type { Tone } from "@/components/ui/tone";
import type { Key } from "@/lib/contract/keys";

/** Whether a key works at a moment, in a word. */
export function keyState(key: Pick<Key, "revoked_at" | "expires_at">, asOf: string): { tone: Tone; text: string } {
  if (key.revoked_at !== null) return { tone: "neutral", text: "revoked" };
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= Date.parse(asOf);
  return isOver ? { tone: "warn", text: "expired" } : { tone: "good", text: "active" };
}
