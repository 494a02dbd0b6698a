import { type BudgetState, overBudget, usedShare } from "./error-budget";

export type Impact = { state: BudgetState; failed: number; allowed: number };

const RANKS: Record<BudgetState, number> = { missed: 0, too_few: 2, nearly_used: 1, met: 1, nothing: 3 };

/** The worst first: missed targets by failures over the budget, then the others by the share of it that is used. */
export function compareByImpact(a: Impact, b: Impact): number {
  const byRank = RANKS[a.state] - RANKS[b.state];
  if (byRank !== 0) return byRank;
  if (a.state === "missed") return overBudget(b.failed, b.allowed) - overBudget(a.failed, a.allowed);
  return (usedShare(b.failed, b.allowed) ?? 0) - (usedShare(a.failed, a.allowed) ?? 0);
}
