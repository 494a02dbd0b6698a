import type { Outcome } from "./outcome";

/**
 * Attempts whose cost bought no answer that was used, each in the first kind that fits: turned away before a provider saw
 * it, left by the caller, followed by another attempt of its request, failed at the provider, or refused as a bad request.
 */
export const WASTE_KINDS = ["refused", "cancelled", "retried", "failed", "client_error"] as const;
export type WasteKind = (typeof WASTE_KINDS)[number];

/** What kind of waste an attempt is, or null for the answer of its request. */
export function wasteKindOf({ outcome, final }: { outcome: Outcome; final: boolean }): WasteKind | null {
  if (outcome === "refused" || outcome === "cancelled") return outcome;
  if (!final) return "retried";
  if (outcome === "ok") return null;
  return outcome === "client_error" ? "client_error" : "failed";
}
