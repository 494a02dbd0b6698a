import { OUTCOME_OWNER, OUTCOMES, type OutcomeCounts, type OutcomeOwner } from "../outcome";

export const OUTCOME_OWNERS = ["provider", "gateway", "caller"] as const satisfies readonly OutcomeOwner[];
export type OwnerCounts = Record<OutcomeOwner, number>;

/** On whose side attempts went wrong, counted; what succeeded is nobody's. A vendor answers for the provider's alone. */
export function countOwners(counts: OutcomeCounts): OwnerCounts {
  const owners: OwnerCounts = { provider: 0, gateway: 0, caller: 0 };
  for (const outcome of OUTCOMES) if (outcome !== "ok") owners[OUTCOME_OWNER[outcome]] += counts[outcome];
  return owners;
}
