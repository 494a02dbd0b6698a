import type { BreakerPolicy } from "../../breaker/policy";
import { type ModelTraffic, shareAbove } from "./model-traffic";
import { failuresToOpen, slowToOpen } from "./opening-count";
import { type JudgedWindows, windowContent } from "./window-content";

export type TriggerKind = "errors" | "latency";

/** One of a breaker's two rules, and the samples it judges by: each bad by itself with the same chance. */
export type Rule = {
  kind: TriggerKind;
  /** Of healthy samples. */
  badShare: number;
  perSecond: number;
  /** Samples needed for a verdict. */
  least: number;
  /** Of judged attempts, those that give a sample: below 1 only for latency, as failures give none. */
  sampleShare: number;
  needed: (samples: number) => number;
};

/**
 * A rule as a count in a sliding window: of `full` samples, `needed(full)` bad ones open the model.
 *
 * Samples come one by one, at any moment alike.
 */
export type Trigger = Rule & {
  /** Samples a window holds at this traffic on average, or where those are too few, those of one that is judged. */
  full: number;
  windows: JudgedWindows;
  /** How often a window comes to hold enough, after a time in which it did not. */
  fillsPerSecond: number;
};

/** Why a trigger can never open a model: the window never holds the samples needed, or never the bad ones. */
export type NeverReason = "window" | "count";

/** A policy's rules on a model's healthy traffic; latency is left out without a limit, or without samples to judge. */
export function rulesOf(policy: BreakerPolicy, traffic: ModelTraffic): Rule[] {
  const { latency, min_requests: least } = policy;
  const { perSecond, errorRate } = traffic;
  const needed = (samples: number) => failuresToOpen(policy, samples);
  const errors: Rule = { kind: "errors", badShare: errorRate, perSecond, least, sampleShare: 1, needed };
  const shares = latency ? traffic[latency.metric] : null;
  if (!latency || !shares) return [errors];
  const slow: Rule = {
    kind: "latency",
    badShare: shareAbove(shares, latency.max_ms),
    perSecond: perSecond * shares.sampleShare,
    least,
    sampleShare: shares.sampleShare,
    needed: (samples) => slowToOpen(latency.percentile, samples),
  };
  return [errors, slow];
}

/** The same rules, with the windows they judge. */
export function triggersOf(policy: BreakerPolicy, traffic: ModelTraffic): Trigger[] {
  return rulesOf(policy, traffic).map((rule) => {
    const { least, sampleShare } = rule;
    const content = windowContent(policy, { perSecond: traffic.perSecond, least, sampleShare });
    const { typical, windows, fillsPerSecond } = content;
    return { ...rule, full: windows.length > 0 ? Math.max(typical, least) : typical, windows, fillsPerSecond };
  });
}

/** Why a trigger can never fire at this traffic, or null where it can. */
export function neverFires({ full, windows, needed }: Trigger): NeverReason | null {
  if (windows.length === 0) return "window";
  return needed(full) > full ? "count" : null;
}
