import { OUTCOMES, type Outcome, type OutcomeCounts } from "../outcome";
import { BILLING_RULES } from "./cost";

/** From this share of known prices on, spend per token is given: below it, an unknown price would count as a low one. */
export const PRICED_SHARE_MIN = 0.99;

type Rules = typeof BILLING_RULES;
type FreeOutcome = { [Name in Outcome]: Rules[Name] extends "nothing" ? Name : never }[Outcome];
type Counts = Record<FreeOutcome | "attempts" | "with_usage" | "priced", number> & Partial<OutcomeCounts>;

/** What costs nothing whatever it used. */
export const FREE_OUTCOMES = OUTCOMES.filter((name): name is FreeOutcome => BILLING_RULES[name] === "nothing");

/**
 * Whether the tokens of these attempts are those that were paid for.
 *
 * Sums do not say which attempts lack a price. Without usage none but a free outcome has one, and costs no token either, so only
 * the unpriced attempts beyond those may have used tokens. Free ones with usage all the same are not known apart, so where
 * there are many it may say no though all is priced: never the other way round.
 */
export function isUsagePriced(counts: Counts): boolean {
  if (counts.priced === 0 || counts.with_usage === 0) return false;
  const free = FREE_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  const unpricedWithoutUsage = Math.max(0, counts.attempts - counts.with_usage - free);
  const unpricedWithUsage = Math.max(0, counts.attempts - counts.priced - unpricedWithoutUsage);
  return unpricedWithUsage <= (1 - PRICED_SHARE_MIN) * counts.with_usage;
}
