import { type BreakerPolicy, minRequestsAt } from "../../breaker/policy";
import { binomialTail } from "./binomial";
import { staysBad } from "./growing-window";
import type { ModelTraffic } from "./model-traffic";
import { type Rule, rulesOf, type TriggerKind } from "./trigger";
import { secondsToHold, windowHolds } from "./window-content";

/** What a healthy model goes through once it is half-open. */
export type Recovery = {
  /** The chance that it closes, and not opens again. */
  success: number;
  /** The mean time from half-open to either, in s. */
  seconds: number;
};

/**
 * The ramp of a healthy model at its traffic, judged by the triggers given, taken as independent.
 *
 * As the breaker does: a verdict that ends it and comes before `dwell_seconds` is dropped, and the window judged again.
 */
export function recoveryOf(policy: BreakerPolicy, traffic: ModelTraffic, kinds: readonly TriggerKind[]): Recovery {
  let success = 1;
  let elapsed = 0;
  let seconds = 0;
  for (const [index, share] of policy.ramp.entries()) {
    const least = minRequestsAt(policy, share);
    const perSecond = traffic.perSecond * share;
    const step = { ...policy, min_requests: least, min_failures: Math.min(policy.min_failures, least) };
    const rules = rulesOf(step, traffic).filter(({ kind }) => kinds.includes(kind));
    const held = Math.max(windowHolds(policy, perSecond), least);
    const late = Math.ceil((policy.dwell_seconds - elapsed) * perSecond);
    const isLast = index === policy.ramp.length - 1;
    const verdictAt = isLast ? Math.max(least, late) : least;
    const bad = union(rules, (rule) => badAt(rule, held, { from: verdictAt, to: verdictAt }));
    const ends = isLast || late <= least ? bad : union(rules, (rule) => badAt(rule, held, { from: least, to: late }));
    // What is bad too early waits for the end of the dwell; what is good goes on.
    const waits = isLast ? 0 : (bad * Math.max(0, late - least)) / perSecond;
    const stepSeconds = Math.max(secondsToHold(policy, perSecond, least), verdictAt / perSecond) + waits;
    seconds += success * stepSeconds;
    elapsed += stepSeconds;
    success *= 1 - ends;
  }
  return { success, seconds };
}

/** How likely a rule finds a fresh window bad at one count of attempts, and still does up to another; it holds so many. */
function badAt(rule: Rule, held: number, { from, to }: { from: number; to: number }): number {
  const { badShare, least, sampleShare, needed } = rule;
  // Samples of latency are fewer than attempts: few attempts are judged only where nearly each of them gives one.
  const judged = binomialTail(least, from, sampleShare);
  if (badShare <= 0 || judged <= 0) return 0;
  const full = Math.max(least, Math.round(held * sampleShare));
  const start = Math.max(least, Math.min(Math.round(from * sampleShare), full));
  const end = Math.min(Math.round(to * sampleShare), full);
  return judged * (end > start ? staysBad(rule, start, end) : binomialTail(needed(start), start, badShare));
}

function union(rules: readonly Rule[], chance: (rule: Rule) => number): number {
  return 1 - rules.reduce((none, rule) => none * (1 - chance(rule)), 1);
}
