export {
  BREAKER_REASONS,
  BREAKER_STATUSES,
  type BreakerEvent,
  type BreakerReason,
  type BreakerState,
  type BreakerStats,
  type BreakerStatus,
  breakerStats,
  initialBreaker,
  type LiveBreaker,
  liveBreaker,
  type Reduced,
  reduceAttempt,
  reduceTick,
  takeAttempt,
  takeTick,
} from "./breaker";
export {
  candidatesOf,
  DECISION_REASONS,
  DECISION_ROLES,
  type Decision,
  type DecisionInput,
  type DecisionPolicy,
  type DecisionReason,
  type DecisionRole,
  decide,
} from "./decision";
export { fnv1a32, hashShare } from "./fnv1a";
export { nearestRank, rankOf } from "./nearest-rank";
export { type BreakerPolicy, type LatencyTrigger, minRequestsAt, stepOf } from "./policy";
export { type BreakerAttempt, BreakerWindow } from "./window";
