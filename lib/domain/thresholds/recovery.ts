import { type BreakerPolicy, minRequestsAt } from "../../breaker/policy";
import { binomialTail } from "./binomial";
import { staysBad } from "./growing-window";
import type { ModelTraffic } from "./model-traffic";
import { type Trigger, type TriggerKind, triggersOf } from "./trigger";

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
    const triggers = triggersOf(step, { ...traffic, perSecond }).filter(({ kind }) => kinds.includes(kind));
    const late = Math.ceil((policy.dwell_seconds - elapsed) * perSecond);
    const isLast = index === policy.ramp.length - 1;
    const verdictAt = isLast ? Math.max(least, late) : least;
    const bad = union(triggers, (trigger) => badAt(trigger, verdictAt, verdictAt));
    const ends = isLast || late <= least ? bad : union(triggers, (trigger) => badAt(trigger, least, late));
    // What is bad too early waits for the end of the dwell; what is good goes on.
    const waits = isLast ? 0 : (bad * Math.max(0, late - least)) / perSecond;
    const stepSeconds = verdictAt / perSecond + waits;
    seconds += success * stepSeconds;
    elapsed += stepSeconds;
    success *= 1 - ends;
  }
  return { success, seconds };
}

/** How likely a trigger finds a fresh window bad at one count of attempts, and still does up to another. */
function badAt(trigger: Trigger, from: number, to: number): number {
  const { badShare, least, sampleShare, needed } = trigger;
  // Samples of latency are fewer than attempts: few attempts are judged only where nearly each of them gives one.
  const judged = binomialTail(least, from, sampleShare);
  if (badShare <= 0 || judged <= 0) return 0;
  const start = Math.max(least, Math.min(Math.round(from * sampleShare), trigger.full));
  const end = Math.round(to * sampleShare);
  return judged * (end > start ? staysBad(trigger, start, end) : binomialTail(needed(start), start, badShare));
}

function union(triggers: readonly Trigger[], chance: (trigger: Trigger) => number): number {
  return 1 - triggers.reduce((none, trigger) => none * (1 - chance(trigger)), 1);
}
