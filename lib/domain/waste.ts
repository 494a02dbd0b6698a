import type { Outcome } from "./outcome";

/**
 * Attempts whose cost bought no answer that was used, each in the first kind that fits: turned away before a provider saw
 * it, left by the caller, followed by another attempt of its request, failed at the provider, or refused as a bad request.
 */
export const WASTE_KINDS = ["refused", "cancelled", "retried", "failed", "client_error"] as const;
export type WasteKind = (typeof WASTE_KINDS)[number];

/** The kinds that may cost anything: by the billing rules the others are charged nothing. */
export const CHARGED_WASTE = ["cancelled", "retried", "failed"] as const satisfies readonly WasteKind[];
export type ChargedWaste = (typeof CHARGED_WASTE)[number];

const CHARGED: readonly string[] = CHARGED_WASTE;

/** What kind of waste an attempt is, or null for the answer of its request. */
export function wasteKindOf({ outcome, final }: { outcome: Outcome; final: boolean }): WasteKind | null {
  if (outcome === "refused" || outcome === "cancelled") return outcome;
  if (!final) return "retried";
  if (outcome === "ok") return null;
  return outcome === "client_error" ? "client_error" : "failed";
}

export function isChargedWaste(kind: WasteKind): kind is ChargedWaste {
  return CHARGED.includes(kind);
}

/** Counts of attempts from which those of every kind of waste follow. */
export type WasteCounts = Record<
  "attempts" | "refused" | "cancelled" | "retried" | "final_ok" | "final_failed",
  number
>;

/** How many attempts are waste, by kind: the attempts of no other kind, and not the answer, were bad requests. */
export function countWaste(counts: WasteCounts): Record<WasteKind, number> {
  const { attempts, refused, cancelled, retried, final_ok, final_failed } = counts;
  return {
    ...{ refused, cancelled, retried, failed: final_failed },
    client_error: attempts - refused - cancelled - retried - final_ok - final_failed,
  };
}
