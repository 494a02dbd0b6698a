import type { BreakerAttempt } from "./breaker-feed";
import { type BreakerPolicy, dwellUs, minRequestsAt, openForUs, stepOf, windowFromUs } from "./breaker-policy";
import {
  type BreakerWindow,
  EMPTY_WINDOW,
  earliestEndUs,
  gaugeWindow,
  isSlow,
  joinWindow,
  sampleCount,
  trimWindow,
  windowPercentileMs,
} from "./breaker-window";

export type { BreakerAttempt } from "./breaker-feed";
export type { BreakerPolicy, LatencyTrigger } from "./breaker-policy";

export const BREAKER_STATUSES = ["closed", "open", "half_open"] as const;
export type BreakerStatus = (typeof BREAKER_STATUSES)[number];
export const BREAKER_REASONS = ["error_rate", "latency", "cooldown", "recovered"] as const;
export type BreakerReason = (typeof BREAKER_REASONS)[number];

/** What a window said: judged attempts, failures, and the policy's latency percentile in ms. */
export type BreakerFigures = { n: number; failures: number; latencyMs: number | null };

/** The health of one (tier, region, model). Times are epoch µs; null before the first. */
export type BreakerState = {
  readonly status: BreakerStatus;
  /** Index in the ramp while half-open, else 0. */
  readonly step: number;
  /** The last transition. */
  readonly sinceUs: number | null;
  readonly clockUs: number | null;
  readonly window: BreakerWindow;
  /** What opened it, while open. */
  readonly opened: BreakerFigures | null;
};

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
};

export type Reduced = { state: BreakerState; events: BreakerEvent[] };

/** A model nothing is known of is in use. */
export function initialBreaker(): BreakerState {
  return { status: "closed", step: 0, sinceUs: null, clockUs: null, window: EMPTY_WINDOW, opened: null };
}

/**
 * The breaker after one judged attempt, and the transitions it caused. The clock moves first, then the attempt joins.
 *
 * An attempt that already lies outside the window changes nothing but the clock, and is no occasion to judge again.
 */
export function reduceAttempt(state: BreakerState, attempt: BreakerAttempt, policy: BreakerPolicy): Reduced {
  const { state: ticked, events } = reduceTick(state, attempt.endUs, policy);
  const clockUs = ticked.clockUs ?? attempt.endUs;
  const fromUs = windowFromUs(policy, clockUs);
  const earliest = earliestEndUs(ticked.window);
  const isBeyond = earliest !== null && ticked.window.n >= policy.window_requests && attempt.endUs < earliest;
  if (ticked.status === "open" || attempt.endUs < fromUs || isBeyond) return { state: ticked, events };

  const gauged = gaugeWindow(ticked.window, policy.latency);
  const window = trimWindow(joinWindow(gauged, attempt), fromUs, policy.window_requests);
  const judged = judge({ ...ticked, window }, clockUs, policy);
  return { state: judged.state, events: [...events, ...judged.events] };
}

/**
 * The breaker at a moment: old attempts have left its window, and an open one whose time is up is half-open.
 *
 * Nothing is judged here, only attempts are an occasion to; a moment before the clock is the clock.
 */
export function reduceTick(state: BreakerState, nowUs: number, policy: BreakerPolicy): Reduced {
  const clockUs = Math.max(state.clockUs ?? nowUs, nowUs);
  if (state.status !== "open") {
    const window = trimWindow(state.window, windowFromUs(policy, clockUs), policy.window_requests);
    return { state: { ...state, clockUs, window }, events: [] };
  }
  if (clockUs - (state.sinceUs ?? clockUs) < openForUs(policy)) return { state: { ...state, clockUs }, events: [] };
  const { n, failures } = state.opened ?? { n: 0, failures: 0 };
  const cause: Cause = { reason: "cooldown", n, failures, value: null, threshold: null };
  return transition({ ...state, clockUs }, "half_open", clockUs, cause);
}

/** What is shown of a breaker: its window, or, while it is open, the window that opened it. */
export function breakerFigures(state: BreakerState, policy: BreakerPolicy): BreakerFigures {
  if (state.opened) return state.opened;
  const { n, failures } = state.window;
  return { n, failures, latencyMs: windowPercentileMs(state.window, policy.latency) };
}

type Cause = Pick<BreakerEvent, "reason" | "n" | "failures" | "value" | "threshold">;

function judge(state: BreakerState, clockUs: number, policy: BreakerPolicy): Reduced {
  const isLateEnough = state.sinceUs === null || clockUs - state.sinceUs >= dwellUs(policy);
  const { share, last } = stepOf(policy, state.step);
  const isProbing = state.status === "half_open";
  const minimum = isProbing ? minRequestsAt(policy, share) : policy.min_requests;
  if (state.window.n < minimum) return { state, events: [] };

  const minFailures = isProbing ? Math.min(policy.min_failures, minimum) : policy.min_failures;
  const bad = badness(state.window, policy, minimum, minFailures);
  if (bad) return isLateEnough ? transition(state, "open", clockUs, bad, policy) : { state, events: [] };
  if (!isProbing) return { state, events: [] };
  if (!last) return { state: { ...state, step: state.step + 1, window: EMPTY_WINDOW }, events: [] };
  if (!isLateEnough) return { state, events: [] };
  const { n, failures } = state.window;
  const threshold = policy.max_error_rate;
  return transition(state, "closed", clockUs, { reason: "recovered", n, failures, value: failures / n, threshold });
}

function badness(window: BreakerWindow, policy: BreakerPolicy, minimum: number, minFailures: number): Cause | null {
  const { n, failures } = window;
  const { latency, max_error_rate: maxErrorRate } = policy;
  if (failures / n > maxErrorRate && failures >= minFailures) {
    return { reason: "error_rate", n, failures, value: failures / n, threshold: maxErrorRate };
  }
  if (latency && sampleCount(window) >= minimum && isSlow(window, latency)) {
    const value = windowPercentileMs(window, latency);
    return { reason: "latency", n, failures, value, threshold: latency.max_ms };
  }
  return null;
}

function transition(
  state: BreakerState,
  to: BreakerStatus,
  clockUs: number,
  cause: Cause,
  policy?: BreakerPolicy,
): Reduced {
  const opened = to === "open" && policy ? breakerFigures({ ...state, opened: null }, policy) : null;
  return {
    state: { status: to, step: 0, sinceUs: clockUs, clockUs: state.clockUs, window: EMPTY_WINDOW, opened },
    events: [{ atUs: clockUs, from: state.status, to, ...cause }],
  };
}
