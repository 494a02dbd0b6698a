import { type BreakerPolicy, dwellUs, minRequestsAt, openForUs, stepOf, windowFromUs } from "./policy";
import { type BreakerAttempt, BreakerWindow } from "./window";

export type { BreakerPolicy } from "./policy";
export type { BreakerAttempt } from "./window";

export const BREAKER_STATUSES = ["closed", "open", "half_open"] as const;
export type BreakerStatus = (typeof BREAKER_STATUSES)[number];
export const BREAKER_REASONS = ["error_rate", "latency", "cooldown", "recovered"] as const;
export type BreakerReason = (typeof BREAKER_REASONS)[number];

/** What a window said: judged attempts, failures, and the policy's latency percentile in ms. */
export type BreakerStats = { n: number; failures: number; latencyMs: number | null };

/** The health of one (tier, region, model) in place: what reduces it changes it. Times are epoch µs; null before the first. */
export type LiveBreaker = {
  status: BreakerStatus;
  /** Index in the ramp while half-open, else 0. */
  step: number;
  /** The last transition. */
  sinceUs: number | null;
  clockUs: number | null;
  window: BreakerWindow;
  /** What opened it, while open. */
  opened: BreakerStats | null;
};

/** The same, never changed, only replaced. */
export type BreakerState = Readonly<LiveBreaker>;

/** A transition with the numbers that caused it: a share of failures, or a latency in ms, against its limit. */
export type BreakerEvent = {
  atUs: number;
  from: BreakerStatus;
  to: BreakerStatus;
  reason: BreakerReason;
  n: number;
  failures: number;
  value: number | null;
  threshold: number | null;
  /** The end of the earliest attempt of the window that was judged; null where none was. */
  windowFromUs: number | null;
};

export type Reduced = { state: BreakerState; events: BreakerEvent[] };

/** A model nothing is known of is in use. */
export function initialBreaker(): LiveBreaker {
  return { status: "closed", step: 0, sinceUs: null, clockUs: null, window: new BreakerWindow(), opened: null };
}

/** A breaker to be changed in place, apart from the one it was. */
export function liveBreaker(state: BreakerState): LiveBreaker {
  return { ...state, window: state.window.copy() };
}

/** The breaker after one judged attempt, and the transitions it caused; see takeAttempt. */
export function reduceAttempt(state: BreakerState, attempt: BreakerAttempt, policy: BreakerPolicy): Reduced {
  const breaker = liveBreaker(state);
  return { state: breaker, events: takeAttempt(breaker, attempt, policy) };
}

/** The breaker at a moment, and the transition it caused; see takeTick. */
export function reduceTick(state: BreakerState, nowUs: number, policy: BreakerPolicy): Reduced {
  const breaker = liveBreaker(state);
  return { state: breaker, events: takeTick(breaker, nowUs, policy) };
}

const NO_EVENTS: BreakerEvent[] = [];

/**
 * Takes a breaker through one judged attempt, and says which transitions that caused. The clock moves first, then the
 * attempt joins.
 *
 * An attempt that already lies outside the window changes nothing but the clock, and is no occasion to judge again.
 */
export function takeAttempt(breaker: LiveBreaker, attempt: BreakerAttempt, policy: BreakerPolicy): BreakerEvent[] {
  const events = takeTick(breaker, attempt.endUs, policy);
  const { window } = breaker;
  const clockUs = breaker.clockUs ?? attempt.endUs;
  const fromUs = windowFromUs(policy, clockUs);
  if (breaker.status === "open" || attempt.endUs < fromUs) return events;
  if (window.n >= policy.window_requests && attempt.endUs < (window.earliestEndUs ?? 0)) return events;

  window.gauge(policy.latency);
  window.join(attempt);
  window.trim(fromUs, policy.window_requests);
  const event = judge(breaker, clockUs, policy);
  return event ? [...events, event] : events;
}

/**
 * Moves a breaker to a moment: old attempts leave its window, and an open one whose time is up becomes half-open.
 *
 * Nothing is judged here, only attempts are an occasion to; a moment before the clock is the clock.
 */
export function takeTick(breaker: LiveBreaker, nowUs: number, policy: BreakerPolicy): BreakerEvent[] {
  const clockUs = Math.max(breaker.clockUs ?? nowUs, nowUs);
  breaker.clockUs = clockUs;
  if (breaker.status !== "open") {
    breaker.window.trim(windowFromUs(policy, clockUs), policy.window_requests);
    return NO_EVENTS;
  }
  if (clockUs - (breaker.sinceUs ?? clockUs) < openForUs(policy)) return NO_EVENTS;
  const { n, failures } = breaker.opened ?? { n: 0, failures: 0 };
  return [moveTo(breaker, "half_open", { reason: "cooldown", n, failures, value: null, threshold: null })];
}

/** What is shown of a breaker: its window, or, while it is open, the window that opened it. */
export function breakerStats({ opened, window }: BreakerState, policy: BreakerPolicy): BreakerStats {
  if (opened) return opened;
  return { n: window.n, failures: window.failures, latencyMs: window.percentileMs(policy.latency) };
}

type Cause = Pick<BreakerEvent, "reason" | "n" | "failures" | "value" | "threshold">;

function judge(breaker: LiveBreaker, clockUs: number, policy: BreakerPolicy): BreakerEvent | null {
  const isLateEnough = breaker.sinceUs === null || clockUs - breaker.sinceUs >= dwellUs(policy);
  const { share, last } = stepOf(policy, breaker.step);
  const isProbing = breaker.status === "half_open";
  const minimum = isProbing ? minRequestsAt(policy, share) : policy.min_requests;
  if (breaker.window.n < minimum) return null;

  const minFailures = isProbing ? Math.min(policy.min_failures, minimum) : policy.min_failures;
  const bad = badness(breaker.window, policy, minimum, minFailures);
  if (bad) return isLateEnough ? moveTo(breaker, "open", bad, breakerStats(breaker, policy)) : null;
  if (!isProbing) return null;
  if (!last) {
    breaker.step += 1;
    breaker.window.clear();
    return null;
  }
  if (!isLateEnough) return null;
  const { n, failures } = breaker.window;
  const threshold = policy.max_error_rate;
  return moveTo(breaker, "closed", { reason: "recovered", n, failures, value: failures / n, threshold });
}

function badness(window: BreakerWindow, policy: BreakerPolicy, minimum: number, minFailures: number): Cause | null {
  const { n, failures } = window;
  const { latency, max_error_rate: maxErrorRate } = policy;
  if (failures / n > maxErrorRate && failures >= minFailures) {
    return { reason: "error_rate", n, failures, value: failures / n, threshold: maxErrorRate };
  }
  if (latency && window.samples >= minimum && window.isSlow(latency.percentile)) {
    const value = window.percentileMs(latency);
    return { reason: "latency", n, failures, value, threshold: latency.max_ms };
  }
  return null;
}

/** Changes the state at the breaker's clock, with a window of its own, and reports it. */
function moveTo(
  breaker: LiveBreaker,
  to: BreakerStatus,
  cause: Cause,
  opened: BreakerStats | null = null,
): BreakerEvent {
  const atUs = breaker.clockUs ?? 0;
  const windowFromUs = cause.reason === "cooldown" ? null : breaker.window.earliestEndUs;
  const event = { atUs, from: breaker.status, to, ...cause, windowFromUs };
  Object.assign(breaker, { status: to, step: 0, sinceUs: atUs, opened });
  breaker.window.clear();
  return event;
}
