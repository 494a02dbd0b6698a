import { MINUTE_MS } from "../time/units";

/** What a rule can watch. */
export const RULE_KINDS = [
  "burn_rate",
  "error_rate",
  "percentile",
  "spend",
  "budget",
  "spend_anomaly",
  "detection",
  "failover",
  "silent_source",
  "stale_router",
  "retirement",
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Rules about money, which finance may change too. */
export const MONEY_KINDS: readonly RuleKind[] = ["spend", "budget", "spend_anomaly"];

/** How urgent a rule is: `critical` wakes somebody, `warning` waits for the morning. */
export const SEVERITIES = ["critical", "warning"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What traffic of a rule is split by: what the sums of every age know together. */
export const RULE_DIMENSIONS = ["model", "provider", "region", "tier"] as const;
export type RuleDimension = (typeof RULE_DIMENSIONS)[number];

const HOURLY_MS = 60 * MINUTE_MS;
const EVERY_MS: Readonly<Partial<Record<RuleKind, number>>> = {
  spend: 5 * MINUTE_MS,
  spend_anomaly: HOURLY_MS,
  retirement: HOURLY_MS,
};

/** How often a rule of a kind is evaluated: what reads weeks of days that are over needs no minute. */
export function evaluateEveryMs(kind: RuleKind): number {
  return EVERY_MS[kind] ?? MINUTE_MS;
}
