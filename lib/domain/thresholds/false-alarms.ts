import { type BreakerPolicy, dwellUs, openForUs } from "../../breaker/policy";
import { SECOND_US } from "../time/units";
import { binomialTail } from "./binomial";
import type { ModelTraffic } from "./model-traffic";
import { type Cycle, type Openings, openingsOf, openingsOver } from "./over-course";
import { type Recovery, recoveryOf } from "./recovery";
import { meanSecondsToTrip, survivalOf } from "./time-to-trip";
import { levelsOf } from "./traffic-course";
import { type NeverReason, neverFires, type Trigger, type TriggerKind, triggersOf } from "./trigger";
import { holdsEnough, windowHolds } from "./window-content";

/** A model that comes back less often than this is as good as lost. */
const LEAST_SUCCESS = 1e-12;
const NO_CYCLE: Cycle = {
  closedSeconds: Number.POSITIVE_INFINITY,
  avoidedSeconds: 1,
  isJudged: false,
  startShare: 1,
  drainSeconds: 0,
  perSecond: 0,
};

export type TriggerAlarms = {
  /** The count that opens: so many bad samples of a full window's, at the traffic it is mostly judged at. */
  needed: number;
  full: number;
  never: NeverReason | null;
  /** Of full windows, those that would open the model: P(Bin(full, badShare) ≥ needed). */
  windowShare: number;
  /** Of the time with traffic, that in which an average window holds enough to be judged. */
  judgedTime: number;
  /** By this trigger alone. */
  perDay: number;
  avoidedShare: number;
};

/** How often a healthy, closed model opens, and the share of time it is not closed, by both rules, taken as independent. */
export type FalseAlarms = Openings & {
  errors: TriggerAlarms;
  /** Null without a limit, or without samples to judge. */
  latency: TriggerAlarms | null;
  /** The traffic per second for which the counts are given: the middle one of those whose windows hold enough, else the busiest. */
  perSecond: number;
};

/** What happens while the traffic stays at one rate. */
type Steady = { spans: number; triggers: Trigger[]; own: Cycle[]; together: Cycle };

/**
 * How often a healthy model would be avoided by mistake, on attempts that come by themselves, with independent outcomes.
 *
 * A renewal process: closed until a trigger fires, open for its time, then the ramp, as often as it takes; at the rates of
 * the traffic's course, one after the other. Failures that come in bursts cause fewer alarms than this, with more of them
 * in each.
 */
export function falseAlarms(policy: BreakerPolicy, traffic: ModelTraffic): FalseAlarms {
  const { levels, order } = levelsOf(traffic.course ?? []);
  const rates = levels.length > 0 ? levels : [{ perSecond: traffic.perSecond, spans: 1 }];
  const steady = rates.map(({ perSecond, spans }): Steady => {
    return { spans, ...steadyOf(policy, { ...traffic, perSecond }) };
  });
  const openings = (cycleOf: (at: Steady) => Cycle | undefined) => {
    const cycles = steady.map((at) => cycleOf(at) ?? NO_CYCLE);
    const [only] = cycles;
    return order.length === 0 && only ? openingsOf(only) : openingsOver(order, cycles);
  };
  const course = traffic.course?.filter((rate) => rate > 0) ?? [];
  const known = course.length > 0 ? course : [traffic.perSecond];
  const perSecond = meanRate(policy, known);
  const [errors, latency] = triggersOf(policy, { ...traffic, perSecond }).map((watched, index) => {
    const all = steady.flatMap(({ triggers, spans }) => (triggers[index] ? [{ trigger: triggers[index], spans }] : []));
    const judged = known.filter((rate) => holdsEnough(policy, rate, watched.sampleShare));
    return {
      ...alarmsOf(watched, all),
      judgedTime: judged.length / known.length,
      ...openings(({ own }) => own[index]),
    };
  });
  if (!errors) throw new RangeError("A policy always judges failures");
  return { errors, latency: latency ?? null, perSecond, ...openings(({ together }) => together) };
}

function steadyOf(policy: BreakerPolicy, traffic: ModelTraffic): Pick<Steady, "triggers" | "own" | "together"> {
  const triggers = triggersOf(policy, traffic);
  const deafSeconds = dwellUs(policy) / SECOND_US;
  const survivals = triggers.map((trigger) => survivalOf(trigger, deafSeconds));
  const cycle = (some: typeof survivals, kinds: readonly TriggerKind[]): Cycle => {
    const closedSeconds = meanSecondsToTrip(some);
    // By logarithms: of the two factors one may be 0 and the other beyond all numbers.
    const starts = some.map(({ grown }) => Math.exp(Math.log(grown.survival) + grown.seconds / closedSeconds));
    return {
      closedSeconds,
      avoidedSeconds: avoidedFor(policy, recoveryOf(policy, traffic, kinds)),
      isJudged: triggers.some(
        ({ kind, sampleShare }) => kinds.includes(kind) && holdsEnough(policy, traffic.perSecond, sampleShare),
      ),
      startShare: Math.min(
        1,
        starts.reduce((product, start) => product * start, 1),
      ),
      drainSeconds: policy.window_seconds * (1 - policy.min_requests / windowHolds(policy, traffic.perSecond)),
      perSecond: traffic.perSecond,
    };
  };
  const own = triggers.map(({ kind }, index) => cycle(survivals.slice(index, index + 1), [kind]));
  const kinds = triggers.map(({ kind }) => kind);
  return { triggers, own, together: cycle(survivals, kinds) };
}

/** The rate in the middle of those at which windows hold enough, else the busiest. */
function meanRate(policy: BreakerPolicy, rates: readonly number[]): number {
  const enough = rates.filter((rate) => holdsEnough(policy, rate)).sort((a, b) => a - b);
  return enough[Math.floor(enough.length / 2)] ?? Math.max(...rates);
}

function alarmsOf(watched: Trigger, all: readonly { trigger: Trigger; spans: number }[]) {
  const time = all.reduce((sum, { spans }) => sum + spans, 0);
  const reasons = all.map(({ trigger }) => neverFires(trigger));
  return {
    needed: watched.needed(watched.full),
    full: watched.full,
    never: reasons.every((reason) => reason !== null) ? neverFires(watched) : null,
    windowShare: all.reduce((sum, { trigger, spans }) => sum + windowShareOf(trigger) * spans, 0) / time,
  };
}

function windowShareOf({ windows, needed, badShare }: Trigger): number {
  return windows.reduce((sum, { samples, share }) => sum + share * binomialTail(needed(samples), samples, badShare), 0);
}

/**
 * The alarms of both rules by the one that causes them: they add up to those of both, which a rule's own need not, as a model
 * that one keeps out cannot be opened by the other.
 */
export function alarmsByCause({ errors, latency, perDay }: FalseAlarms): { errors: number; latency: number } {
  const inUse = (alarms: Openings | null) => (alarms ? alarms.perDay / Math.max(1 - alarms.avoidedShare, 1e-9) : 0);
  const both = inUse(errors) + inUse(latency);
  return both === 0
    ? { errors: 0, latency: 0 }
    : { errors: (perDay * inUse(errors)) / both, latency: (perDay * inUse(latency)) / both };
}

/** The mean time from open until closed again, in s: each try waits first. */
function avoidedFor(policy: BreakerPolicy, { success, seconds }: Recovery): number {
  return (openForUs(policy) / SECOND_US + seconds) / Math.max(success, LEAST_SUCCESS);
}
