import { type BreakerPolicy, dwellUs, openForUs } from "../../breaker/policy";
import { binomialTail } from "./binomial";
import type { ModelTraffic } from "./model-traffic";
import { type Recovery, recoveryOf } from "./recovery";
import { meanSecondsToTrip, type Survival, survivalOf } from "./time-to-trip";
import { type NeverReason, neverFires, type Trigger, triggersOf } from "./trigger";

const DAY_SECONDS = 86_400;
const SECOND_US = 1_000_000;
/** A model that comes back less often than this is as good as lost. */
const LEAST_SUCCESS = 1e-12;

export type TriggerAlarms = {
  /** The count that opens: so many bad samples of a full window's. */
  needed: number;
  full: number;
  never: NeverReason | null;
  /** Of full windows, those that would open the model: P(Bin(full, badShare) ≥ needed). */
  windowShare: number;
  /** By this trigger alone: how often a healthy, closed model opens, and the share of time it is not closed. */
  perDay: number;
  avoidedShare: number;
};

export type FalseAlarms = {
  errors: TriggerAlarms;
  /** Null without a limit, or without samples to judge. */
  latency: TriggerAlarms | null;
  /** Both, taken as independent: how often a healthy, closed model opens, and the share of time it is not closed. */
  perDay: number;
  avoidedShare: number;
};

/**
 * How often a healthy model would be avoided by mistake, on traffic evenly spaced with independent outcomes.
 *
 * A renewal process: closed until a trigger fires, open for its time, then the ramp, as often as it takes. Failures that come
 * in bursts cause fewer alarms than this, with more of them in each.
 */
export function falseAlarms(policy: BreakerPolicy, traffic: ModelTraffic): FalseAlarms {
  const triggers = triggersOf(policy, traffic);
  const deafSeconds = dwellUs(policy) / SECOND_US;
  const survivals = triggers.map((trigger) => survivalOf(trigger, deafSeconds));
  const cycle = (some: readonly Survival[], kinds: readonly Trigger["kind"][]) => {
    const closedSeconds = meanSecondsToTrip(some);
    if (closedSeconds === Number.POSITIVE_INFINITY) return { perDay: 0, avoidedShare: 0 };
    const cycleSeconds = closedSeconds + avoidedFor(policy, recoveryOf(policy, traffic, kinds));
    return { perDay: DAY_SECONDS / cycleSeconds, avoidedShare: 1 - closedSeconds / cycleSeconds };
  };
  const [errors, latency] = triggers.map((trigger, index) => {
    const own = survivals.slice(index, index + 1);
    return { ...alarmsOf(trigger), ...cycle(own, [trigger.kind]) };
  });
  if (!errors) throw new RangeError("A policy always judges failures");
  const together = cycle(
    survivals,
    triggers.map(({ kind }) => kind),
  );
  return { errors, latency: latency ?? null, ...together };
}

function alarmsOf(trigger: Trigger): Omit<TriggerAlarms, "perDay" | "avoidedShare"> {
  const { full, badShare, windows } = trigger;
  const never = neverFires(trigger);
  const breaches = ({ samples, share }: Trigger["windows"][number]) =>
    share * binomialTail(trigger.needed(samples), samples, badShare);
  const windowShare = windows.reduce((sum, window) => sum + breaches(window), 0);
  return { needed: trigger.needed(full), full, never, windowShare };
}

/** The mean time from open until closed again, in s: each try waits first. */
function avoidedFor(policy: BreakerPolicy, { success, seconds }: Recovery): number {
  return (openForUs(policy) / SECOND_US + seconds) / Math.max(success, LEAST_SUCCESS);
}
